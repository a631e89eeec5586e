// A run at one moment, as the live view is given it; a test names only what it is about.
import type { LiveDetails, LiveWorker } from "@gadfly/master/console/live/live-details";
import type { TimelineRow } from "@gadfly/shared/result/result-rows";

/** A second of the timeline. */
export const secondOf = (t: number, parts: Partial<TimelineRow> = {}): TimelineRow => ({
  t,
  users: Math.min(20, t * 4),
  workers: 2,
  inFlight: 18,
  rps: 30 + 10 * Math.sin(t / 5),
  failuresPerS: 0,
  outputTps: 3000 + 900 * Math.sin(t / 5),
  ttftP50: 180 + 20 * Math.cos(t / 7),
  ttftP99: t % 20 === 0 ? 900 : 500,
  tpotP50: 12,
  e2eP50: 1400,
  e2eP99: 4000,
  loopDelayP99Ms: 1,
  ...parts,
});

/** A worker that is well. */
export const liveWorkerOf = (name: string, parts: Partial<LiveWorker> = {}): LiveWorker => ({
  name,
  state: "running",
  users: 10,
  rps: 20.06,
  cpu: 0.23,
  loopDelayP99Ms: 1.24,
  ...parts,
});

const total = {
  name: "Aggregated",
  shortName: "",
  requests: 1204,
  failures: 0,
  rps: 40.13,
  failuresPerS: 0,
  outputTps: 3931.4,
  ttftMs: { p50: 182.4, p90: 291.8, p95: 346.6, p99: 528.9 },
  tpotMs: { p50: 12.31, p90: 19.7, p95: 23.4, p99: 35.7 },
  e2eMs: { p50: 1403.2, p90: 2245.1, p95: 2666.1, p99: 4069.3 },
};

const ledger = {
  due: 1222,
  started: 1222,
  succeeded: 1204,
  failed: 0,
  cancelled: 0,
  inFlight: 18,
  lost: 0,
  dropped: 0,
  waiting: 0,
};

const history = (seconds: number): TimelineRow[] =>
  Array.from({ length: seconds }, (_, place) => secondOf(place + 1));

/** All is well, 45 seconds into a minute. */
export const wellDetails = (changes: Partial<LiveDetails> = {}): LiveDetails => ({
  elapsedMs: 45_200,
  totalMs: 60_000,
  state: "running",
  waitingFor: null,
  users: 20,
  targetUsers: 20,
  inFlight: 18,
  workers: 2,
  rows: [total],
  total,
  targets: ["http://127.0.0.1:8000"],
  model: "demo-model",
  history: history(45),
  workerRows: [liveWorkerOf("local-1"), liveWorkerOf("local-2")],
  verdict: { status: "VALID", reasons: [] },
  ledger,
  plannedCancels: 0,
  errors: [],
  warnings: [],
  events: [],
  ...changes,
});

/** Much is wrong: failures, a lost worker, warnings, events. */
export const troubledDetails = (changes: Partial<LiveDetails> = {}): LiveDetails =>
  wellDetails({
    totalMs: null,
    targets: ["http://a:8000", "http://b:8000"],
    total: { ...total, failures: 12, failuresPerS: 0.3 },
    ledger: { ...ledger, succeeded: 1192, failed: 12 },
    history: history(45).map((row) => (row.t > 30 ? { ...row, failuresPerS: row.t % 3 } : row)),
    workerRows: [
      liveWorkerOf("local-1", { cpu: 0.95, loopDelayP99Ms: 31.2 }),
      liveWorkerOf("local-2", { state: "lost", users: 0, rps: 0, cpu: null, loopDelayP99Ms: null }),
      ...["local-3", "local-4", "local-5"].map((name) => liveWorkerOf(name)),
    ],
    verdict: {
      status: "SUSPECT",
      reasons: [
        { code: "cpu", text: "CPU above 70 % in 40 % of intervals", worker: "local-1" },
        {
          code: "worker_lost",
          text: "worker lost: nothing is known of it from 31s",
          worker: "local-2",
        },
      ],
    },
    errors: [
      {
        kind: "http_5xx",
        message: "500 Internal Server Error: out of memory",
        count: 9,
        firstSeenS: 31,
        lastSeenS: 44,
      },
      {
        kind: "timeout_idle",
        message: "no byte for 30 s",
        count: 3,
        firstSeenS: 40,
        lastSeenS: 41,
      },
    ],
    warnings: [{ code: "not_streamed", text: "Answers came in one piece.", count: 7 }],
    events: [
      { t: 31.04, kind: "workerLost", text: "local-2 was lost", worker: "local-2" },
      { t: 40, kind: "loadChanged", text: "Users changed from 10 to 20" },
    ],
    ...changes,
  });
