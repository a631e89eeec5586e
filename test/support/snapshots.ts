// Plans, records and snapshots for tests of the master: each builder gives a valid whole, of which a
// test names only what it is about.
import { checkFrame, encodeHistogram, type CheckedFrame } from "@gadfly/shared/metrics/hdr-codec";
import type { HistogramFrame } from "@gadfly/shared/metrics/histogram-frame";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { barePlan, bareRequest } from "@gadfly/shared/plan/bare-plan";
import type { Plan } from "@gadfly/shared/plan/plan";
import type { LedgerCounts } from "@gadfly/shared/protocol/fields";
import type { SnapshotMessage, WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";
import type {
  IntervalRecord,
  JournalRecord,
  JournalRecordOf,
  WorkerInterval,
} from "@gadfly/master/journal/journal-record";
import type { WorkerEntry } from "@gadfly/master/workers/worker-entry";

/** A plan of 20 users; `changes` replaces its top-level fields. */
export const planOf = (changes: Partial<Plan> = {}): Plan => ({
  ...barePlan,
  runId: "20261122-043535-k3f9",
  seed: 7,
  request: { ...bareRequest, model: null, promptTokens: 512, maxTokens: 64 },
  timers: { ...barePlan.timers, connectMs: 5000 },
  load: { ...barePlan.load, users: 20, spawnRate: 10 },
  runTimeMs: 30_000,
  ...changes,
});

/** The first record of a journal. */
export const openOf = (plan: Partial<Plan> = {}): JournalRecordOf<"open"> => ({
  type: "open",
  journal: 1,
  startedAt: "2026-11-22T04:35:35.120Z",
  gadfly: "0.1.0",
  node: "v20.20.0",
  protocol: 1,
  plan: planOf(plan),
});

/** A histogram of these samples, in stored integers (microseconds for latencies). */
export const histogramOf = (samples: readonly number[] = []): Histogram => {
  const histogram = new Histogram();
  for (const sample of samples) histogram.record(sample);
  return histogram;
};

/** The same as it travels. */
export const frameOf = (samples: readonly number[] = []): HistogramFrame =>
  encodeHistogram(histogramOf(samples));

/** The same as the master has checked it. */
export const checkedOf = (samples: readonly number[] = []): CheckedFrame => {
  const checked = checkFrame(frameOf(samples));
  if (!checked.ok) throw new Error(checked.error);
  return checked.value;
};

/** A ledger that adds up: of `started` requests some ended, the rest are in flight. */
export const ledgerOf = (
  started: number,
  ended: Partial<Pick<LedgerCounts, "succeeded" | "failed" | "cancelled">> = {},
): LedgerCounts => {
  const { succeeded = 0, failed = 0, cancelled = 0 } = ended;
  const inFlight = started - succeeded - failed - cancelled;
  return { due: started, started, succeeded, failed, cancelled, inFlight, dropped: 0, waiting: 0 };
};

/** A snapshot in which nothing happened but what `parts` says. */
export const snapshotOf = (
  sequence: number,
  interval: number,
  parts: Partial<SnapshotMessage> = {},
): SnapshotMessage => ({
  type: "snapshot",
  runId: planOf().runId,
  sequence,
  fromInterval: interval,
  toInterval: interval,
  users: 1,
  peakUsers: 1,
  ledger: ledgerOf(0),
  histograms: [],
  counters: [],
  coalesced: 0,
  tokenSources: { usage: 0, events: 0 },
  errors: [],
  warnings: [],
  health: { cpu: 0.1, gcMs: 0, rssBytes: 1, loopDelay: frameOf() },
  final: false,
  ...parts,
});

/** One worker's row of an interval. */
export const workerRowOf = (
  worker: string,
  parts: Partial<WorkerInterval> = {},
): WorkerInterval => ({
  worker,
  users: 1,
  peakUsers: 1,
  ledger: ledgerOf(0),
  cpu: 0.1,
  gcMs: 0,
  rssBytes: 1,
  loopDelay: frameOf(),
  clock: null,
  final: false,
  ...parts,
});

/** One merged interval. */
export const intervalOf = (
  index: number,
  parts: Partial<Omit<IntervalRecord, "type">> = {},
): IntervalRecord => ({
  type: "interval",
  index,
  histograms: [],
  counters: [],
  coalesced: 0,
  tokenSources: { usage: 0, events: 0 },
  errors: [],
  warnings: [],
  workers: [],
  ...parts,
});

/** A worker takes part. */
export const workerOf = (id: string): JournalRecordOf<"worker"> => ({
  type: "worker",
  id,
  name: `${id}-name`,
  host: `${id}-host`,
});

/** The labels that every series of these tests has, but for the outcome. */
export const labelsOf = (outcome = "succeeded"): Record<string, string> => ({
  endpoint: "openai-chat",
  host: "127.0.0.1:8000",
  outcome,
});

/** A series gets its number. */
export const seriesOf = (
  id: number,
  metric: string,
  outcome = "succeeded",
): JournalRecordOf<"series"> => ({ type: "series", id, metric, labels: labelsOf(outcome) });

/** One record of every type, as a run might have left them. */
export const oneOfEachRecord = (): JournalRecord[] => [
  openOf(),
  workerOf("a"),
  { type: "preflight", worker: "a", model: "m", posts: 1, findings: [{ code: "c", text: "t" }] },
  { type: "start", startedAt: "2026-11-22T04:35:36.000Z" },
  { type: "phase", t: 0, phase: "spawning", users: 20 },
  seriesOf(0, "ttft"),
  intervalOf(0, {
    histograms: [{ id: 0, frame: frameOf([1000, 2000, 3_600_000_001]) }],
    counters: [{ id: 1, delta: 0.5 }],
    errors: [{ kind: "reset", message: "gone", count: 1, firstSeenMs: 1.5, lastSeenMs: 2 }],
    warnings: [{ code: "not_streamed", count: 1 }],
    workers: [workerRowOf("a", { clock: { offsetMs: -1.25, errorMs: 0.5 } })],
  }),
  { ...intervalOf(0), type: "amend" },
  { type: "event", t: 1, kind: "workerJoined", text: "näher", worker: "a" },
  { type: "reset", t: 1.5 },
  { type: "lost", worker: "a", t: 2, lost: 1, blindFromS: 1 },
  { type: "returned", worker: "a", t: 3 },
  { type: "mismatch", t: 4, worker: "a", text: "1 and 2" },
  { type: "missing", worker: "a", count: 2 },
  { type: "refused", worker: "a", count: 1 },
  {
    type: "response",
    sample: {
      requestId: "r",
      user: 0,
      outcome: "succeeded",
      status: 200,
      outputTokens: null,
      ttftMs: 1,
      e2eMs: 2,
      finishReason: null,
      text: "hello",
    },
  },
  {
    type: "health",
    worker: "a",
    health: { url: "http://127.0.0.1:8000/health", status: 200, ms: 1.5, text: "ok" },
  },
  { type: "end", t: 5, endReason: "completed", exitCode: 0 },
];

/** A worker as the master knows it, without a link. */
export const entryOf = (id: string): WorkerEntry => ({
  id,
  name: `${id}-name`,
  host: `${id}-host`,
  pid: 1,
  resumeSecret: new Uint8Array(32),
  link: null,
  liveness: "alive",
  lastFrameAtMs: 0,
  answeredAtMs: 0,
  heartbeat: null,
});

/** The first frame of a worker. */
export const helloOf = (
  parts: Partial<WorkerMessageOf<"hello">> = {},
): WorkerMessageOf<"hello"> => ({
  type: "hello",
  protocol: 1,
  version: "0.1.0",
  name: "box",
  host: "box-host",
  pid: 1,
  cpus: 4,
  nonce: new Uint8Array(32).fill(1),
  resume: null,
  ...parts,
});
