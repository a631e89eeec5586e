// A plan for runs that send no request: nothing in it matters but its id and its interval.
import type { Plan } from "@gadfly/shared/plan/plan";

/** The plan of a run with one user for each worker. */
export const barePlan = (workers: number): Plan => ({
  runId: "merge-bench",
  seed: 1,
  targets: ["http://10.0.0.1:8000"],
  httpEngine: "own",
  request: {
    provider: "openai",
    endpoint: "openai-chat",
    model: "simulated",
    stream: true,
    promptTokens: 1,
    maxTokens: 1,
    prompt: null,
    promptRandomize: false,
    temperature: null,
    topP: null,
    stop: [],
    logprobs: null,
    headers: {},
    extraBody: {},
    showResponse: 0,
  },
  timers: {
    connectMs: 1_000,
    headersMs: null,
    firstTokenMs: null,
    idleMs: null,
    progressMs: null,
    requestMs: null,
  },
  load: {
    users: workers,
    spawnRate: workers,
    wait: { kind: "constant", seconds: 0 },
    maxRequests: null,
    failureWaitMs: 1_000,
  },
  runTimeMs: null,
  runTimeFrom: "start",
  stopTimeoutMs: 0,
  leaseMs: 5_000,
  intervalMs: 1_000,
  resetStats: false,
});
