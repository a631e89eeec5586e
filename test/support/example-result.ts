// A realistic result document for tests: 20 users for 30 seconds, two workers, one of which was
// lost near the end.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { TimelineRow } from "@gadfly/shared/result/result-rows";
import type { HistogramStatistics } from "@gadfly/shared/result/result-statistics";

const round = (value: number): number => Math.round(value * 1000) / 1000;

/** A plausible skewed distribution around a median. */
const around = (p50: number, count: number, unit = "ms"): HistogramStatistics => ({
  unit,
  count,
  min: round(p50 * 0.6),
  max: round(p50 * 4.2),
  mean: round(p50 * 1.12),
  stddev: round(p50 * 0.41),
  p50,
  p66: round(p50 * 1.1),
  p75: round(p50 * 1.2),
  p80: round(p50 * 1.3),
  p90: round(p50 * 1.6),
  p95: round(p50 * 1.9),
  p98: round(p50 * 2.4),
  p99: round(p50 * 2.9),
  p99_9: round(p50 * 3.8),
  p99_99: round(p50 * 4.1),
});

const second = (t: number): TimelineRow => ({
  t,
  users: Math.min(20, t * 5),
  workers: t < 27 ? 2 : 1,
  inFlight: Math.min(18, t * 4),
  rps: 12.3,
  failuresPerS: t === 12 ? 3 : 0,
  outputTps: 1204.5,
  ttftP50: t === 1 ? null : 182.4,
  ttftP99: t === 1 ? null : 528.9,
  tpotP50: t === 1 ? null : 12.31,
  e2eP50: t === 1 ? null : 1403.2,
  e2eP99: t === 1 ? null : 4069.5,
  loopDelayP99Ms: 0.412,
});

/** A fresh copy each time, so that a test may change it. */
export const exampleResult = (): ResultDocument => ({
  schema: "gadfly.result/1",
  run: {
    id: "20261122-043535-k3f9",
    startedAt: "2026-11-22T04:35:35.120Z",
    durationS: 30.04,
    endReason: "timeElapsed",
    exitCode: 0,
    trouble: null,
    users: { start: 20, last: 20, most: 20, changes: 0 },
  },
  verdict: {
    status: "SUSPECT",
    reasons: [
      {
        code: "worker_lost",
        text: "the worker was lost 26.8 s into the run; 2 requests never reported their end",
        worker: "gpu-box-2",
      },
    ],
  },
  ledger: {
    due: 1224,
    started: 1221,
    succeeded: 1180,
    failed: 19,
    cancelled: 20,
    inFlight: 0,
    lost: 2,
    dropped: 0,
    waiting: 3,
  },
  plannedCancels: 0,
  metrics: {
    ttft: around(182.4, 1200),
    ttft_scheduled: around(182.6, 1200),
    e2e: around(1403.2, 1180),
    e2e_scheduled: around(1403.4, 1180),
    ttlb: around(1404.1, 1180),
    tpot: around(12.31, 1180),
    ntpot: around(14.02, 1180),
    chunk_gap: around(12.1, 118_000),
    max_stall: around(48.7, 1180),
    schedule_lag: around(0.182, 1221),
    connect: around(0.456, 20),
    input_tokens: around(512, 1180, "tokens"),
    output_tokens: around(100, 1180, "tokens"),
    user_tps: around(81.2, 1180, "tokens/s"),
    client_loop_delay: around(0.14, 6000),
    client_cpu: around(0.21, 60, "ratio"),
    output_tps: { unit: "tokens/s", value: 3931.4 },
    input_tps: { unit: "tokens/s", value: 20_112.9 },
    rps: { unit: "requests/s", value: 39.91 },
    error_rate: { unit: "ratio", value: 0.01585 },
    goodput: { unit: "requests/s", value: 36.2 },
  },
  failed: { e2e: around(3.2, 19) },
  series: [
    {
      labels: {
        endpoint: "openai-chat",
        host: "http://127.0.0.1:8000",
        outcome: "succeeded",
      },
      metrics: { ttft: around(182.4, 1180) },
    },
  ],
  errors: [
    {
      kind: "http_status",
      message: 'POST /v1/chat/completions: 503 {"error":{"message":"queue is full"}}',
      count: 16,
      firstSeenS: 12.1,
      lastSeenS: 12.9,
    },
    {
      kind: "timeout_first_token",
      message: "POST /v1/chat/completions: no token within 5 s",
      count: 3,
      firstSeenS: 14.2,
      lastSeenS: 21.7,
    },
  ],
  warnings: [
    {
      code: "unterminated_last_event",
      text: "The last event of a stream had no blank line after it.",
      remedy: "Nothing is lost; the server's stream is not quite as its format wants it.",
      count: 4,
    },
  ],
  events: [
    { t: 0, kind: "loadChanged", text: "0 → 20 users at 5/s" },
    { t: 4, kind: "rampCompleted", text: "20 users are running" },
    { t: 26.8, kind: "workerLost", text: "no heartbeat for 5.0 s", worker: "gpu-box-2" },
  ],
  slo: [
    { expression: "ttft:p99<600ms", value: 528.96, met: true },
    { expression: "error_rate<1%", value: 0.01585, met: false },
  ],
  workers: [
    {
      id: "w1",
      name: "gpu-box-1",
      host: "gpu-box-1.lan",
      users: 20,
      requests: 702,
      loopDelayP99Ms: 0.412,
      cpu: 0.23,
      clockOffsetMs: 0.021,
      clockErrorMs: 0.048,
      lostSnapshots: 0,
      state: "finished",
    },
    {
      id: "w2",
      name: "gpu-box-2",
      host: "gpu-box-2.lan",
      users: 10,
      requests: 519,
      loopDelayP99Ms: 0.398,
      cpu: 0.19,
      clockOffsetMs: -1.204,
      clockErrorMs: 0.051,
      lostSnapshots: 1,
      blindFromS: 26.8,
      state: "lost",
    },
  ],
  timeline: Array.from({ length: 30 }, (_, index) => second(index + 1)),
  windows: [{ name: "all", fromS: 0, toS: 30.04, metrics: { ttft: around(182.4, 1200) } }],
  preflight: { posts: 2, findings: [{ code: "models", text: "GET /v1/models: 200, 1 model" }] },
  healthAfter: {
    worker: "gpu-box-1",
    url: "http://127.0.0.1:8000/health",
    status: 200,
    ms: 3.1,
    text: "",
  },
  tokenSource: { usage: 1180, tokenizer: 0, estimated: 20 },
  coalesced: { events: 0, share: 0 },
  records: null,
  versions: { gadfly: "0.1.0", node: "20.20.2", protocol: 1 },
  plan: {
    targets: ["http://127.0.0.1:8000"],
    request: { endpoint: "openai-chat", model: "my-model", stream: true },
    load: { users: 20, spawnRate: 5 },
  },
});
