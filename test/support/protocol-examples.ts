// One example of every message of the protocol. The golden frames of test/protocol are these examples
// encoded, so an example must not change while its protocol version lives.

import { encodeHistogram } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import type { Plan } from "@gadfly/shared/plan/plan";
import type { MasterMessage, MasterMessageOf } from "@gadfly/shared/protocol/master-message";
import type { WorkerMessage, WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";

/** One example for each type; a new type without one does not compile. */
export type WorkerExamples = { readonly [T in WorkerMessage["type"]]: WorkerMessageOf<T> };
/** One example for each type; a new type without one does not compile. */
export type MasterExamples = { readonly [T in MasterMessage["type"]]: MasterMessageOf<T> };

const runId = "2026-01-31-120000-abcd";

/** `length` bytes that count up from `first`. */
export const countingBytes = (length: number, first = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (first + index) % 256);

const histogramOf = (...values: number[]): Histogram => {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
};

/** One message of each type from a worker. */
export const workerExamples: WorkerExamples = {
  hello: {
    type: "hello",
    protocol: 1,
    version: "0.1.0",
    name: "worker-1",
    host: "bench-α",
    pid: 4711,
    cpus: 64,
    nonce: countingBytes(32),
    resume: "0123456789abcdef",
  },
  proof: { type: "proof", proof: countingBytes(32, 1), resumeProof: null },
  heartbeat: {
    type: "heartbeat",
    sentAtMs: 1234.5,
    job: "running",
    runId,
    users: 250,
    inFlight: 249,
    started: 70_000,
    idle: false,
    cpu: 0.25,
    loopDelayP99Ms: 1.5,
    rssBytes: 5_000_000_000,
    clock: { offsetMs: -12.25, errorMs: 0.125 },
  },
  prepared: {
    type: "prepared",
    runId,
    model: "some/model-7b",
    findings: [{ code: "html_answer", text: "The target answered with HTML." }],
    posts: 1,
  },
  prepareFailed: {
    type: "prepareFailed",
    runId,
    code: "GF_TARGET_UNREACHABLE",
    text: "Nothing answers at http://127.0.0.1:8000.",
    hint: "Is the server running?",
  },
  usersGone: { type: "usersGone", runId, version: 3, users: [{ from: 10, to: 20 }] },
  quotaRequest: { type: "quotaRequest", runId, started: 990 },
  series: {
    type: "series",
    runId,
    series: [{ id: 0, metric: "ttft", labels: { endpoint: "openai-chat", outcome: "succeeded" } }],
  },
  snapshot: {
    type: "snapshot",
    runId,
    sequence: 7,
    fromInterval: 6,
    toInterval: 7,
    users: 250,
    peakUsers: 250,
    ledger: {
      due: 1000,
      started: 998,
      succeeded: 900,
      failed: 40,
      cancelled: 8,
      inFlight: 50,
      dropped: 1,
      waiting: 1,
    },
    histograms: [{ id: 0, frame: encodeHistogram(histogramOf(1, 999, 250_000)), total: 900 }],
    counters: [{ id: 1, delta: 12, total: 4096 }],
    coalesced: 2,
    tokenSources: { usage: 899, events: 1 },
    errors: [
      { kind: "http_status", message: "503 busy", count: 40, firstSeenMs: 10.5, lastSeenMs: 6999 },
    ],
    warnings: [{ code: "not_streamed", count: 3 }],
    health: {
      cpu: 0.5,
      gcMs: 2.75,
      rssBytes: 90_000_000,
      loopDelay: encodeHistogram(histogramOf(40)),
    },
    final: true,
  },
  response: {
    type: "response",
    runId,
    sample: {
      requestId: "r-12-3",
      user: 12,
      outcome: "succeeded",
      status: 200,
      outputTokens: 64,
      ttftMs: 41.5,
      e2eMs: 900.25,
      finishReason: "stop",
      text: "I know that I know nothing.\n",
    },
  },
  health: {
    type: "health",
    runId,
    health: {
      url: "http://127.0.0.1:8000/health",
      status: 503,
      ms: 12.5,
      text: "Loading model",
    },
  },
  jobFailed: { type: "jobFailed", runId, text: "The prompt file is empty." },
  goodbye: { type: "goodbye", reason: "stopped by Ctrl-C" },
  part: { type: "part", id: 4, index: 1, count: 3, bytes: countingBytes(16, 250) },
};

const plan: Plan = {
  runId,
  seed: 42,
  targets: ["http://127.0.0.1:8000"],
  httpEngine: "own",
  connections: { reuse: "per-user", caPem: null, insecure: false },
  request: {
    provider: "openai",
    endpoint: "openai-chat",
    chat: true,
    customApi: null,
    probe: true,
    model: null,
    stream: true,
    promptTokens: 512,
    maxTokens: 64,
    prompt: null,
    promptRandomize: true,
    temperature: 0.7,
    topP: null,
    topK: null,
    choices: 1,
    ignoreEos: false,
    reasoningEffort: null,
    items: 1,
    stop: ["\n\n"],
    logprobs: null,
    headers: { "x-team": "bench" },
    extraBody: { ignore_eos: true, nested: { list: [1, 2.5, null] } },
    showResponse: 0,
  },
  cancel: null,
  timers: {
    connectMs: 5000,
    headersMs: null,
    firstTokenMs: 60_000,
    idleMs: 30_000,
    progressMs: null,
    requestMs: 300_000,
  },
  waitReadyMs: null,
  load: {
    users: 500,
    spawnRate: 50,
    wait: { kind: "between", minS: 0.5, maxS: 2 },
    maxRequests: null,
    failureWaitMs: 1000,
  },
  maxFailRatio: null,
  runTimeMs: 30_000,
  runTimeFrom: "start",
  stopTimeoutMs: 0,
  leaseMs: 5000,
  intervalMs: 1000,
  resetStats: false,
};

/** One message of each type from a master. */
export const masterExamples: MasterExamples = {
  challenge: { type: "challenge", protocol: 1, version: "0.1.0", nonce: countingBytes(32, 100) },
  welcome: {
    type: "welcome",
    workerId: "0123456789abcdef",
    name: "worker-1#2",
    proof: countingBytes(32, 2),
    resumeSecret: countingBytes(60, 3),
    heartbeatMs: 1000,
    leaseMs: 5000,
    resumed: false,
  },
  refused: {
    type: "refused",
    code: "token",
    text: "The worker's token is not this master's token.",
  },
  pong: { type: "pong", sentAtMs: 1234.5, masterAtMs: 99_999.875 },
  prepare: { type: "prepare", plan, sealedSecrets: countingBytes(40, 4), shareUsers: 250 },
  start: { type: "start", runId, atMasterMs: 100_500.5 },
  assignment: {
    type: "assignment",
    runId,
    version: 3,
    started: [{ from: 0, to: 10 }],
    spawn: {
      atMs: 2000.5,
      ratePerS: 12.5,
      counts: [70_000, 1],
      order: 1,
      users: [{ from: 70_010, to: 70_011 }],
    },
    retire: { atMs: 0, ratePerS: 50, counts: [0, 0], order: 0, users: [] },
    lives: [{ user: 3, life: 2 }],
  },
  quota: { type: "quota", runId, granted: 1000, isLast: false },
  acknowledge: { type: "acknowledge", runId, sequences: [6, 7] },
  stop: { type: "stop", runId, stopTimeoutMs: 2500 },
  goodbye: { type: "goodbye", reason: "the run is over" },
  part: { type: "part", id: 0, index: 0, count: 2, bytes: countingBytes(16, 9) },
};
