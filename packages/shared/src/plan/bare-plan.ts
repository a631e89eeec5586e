// The plainest plan there is: what code that needs some plan begins with, and names only what it is about.
import type { Plan, RequestPlan } from "./plan.ts";

/** Asks an OpenAI server for one token, streamed. */
export const bareRequest: RequestPlan = {
  provider: "openai",
  endpoint: "openai-chat",
  chat: true,
  customApi: null,
  probe: false,
  model: "bare",
  stream: true,
  promptTokens: 1,
  maxTokens: 1,
  prompt: null,
  promptRandomize: false,
  temperature: null,
  topP: null,
  topK: null,
  choices: 1,
  ignoreEos: false,
  reasoningEffort: null,
  items: 1,
  stop: [],
  logprobs: null,
  headers: {},
  extraBody: {},
  showResponse: 0,
};

/** One user, no waits, no limits. */
export const barePlan: Plan = {
  runId: "bare",
  seed: 1,
  targets: ["http://127.0.0.1:8000"],
  httpEngine: "own",
  connections: { reuse: "per-user", caPem: null, insecure: false },
  request: bareRequest,
  cancel: null,
  timers: {
    connectMs: 1_000,
    headersMs: null,
    firstTokenMs: null,
    idleMs: null,
    progressMs: null,
    requestMs: null,
  },
  waitReadyMs: null,
  load: {
    users: 1,
    spawnRate: 1,
    wait: { kind: "constant", seconds: 0 },
    maxRequests: null,
    failureWaitMs: 1_000,
  },
  maxFailRatio: null,
  runTimeMs: null,
  runTimeFrom: "start",
  stopTimeoutMs: 0,
  leaseMs: 5_000,
  intervalMs: 1_000,
  resetStats: false,
};
