// Everything a run needs, resolved: what the master holds and what travels to workers.
// Who does what is not here: that is an assignment, which changes while the plan does not.
import { z } from "zod";
import { waitSpec } from "../load/wait.ts";
import { endpointNames } from "../providers/endpoint-table.ts";
import { providerNames } from "../providers/provider-table.ts";
import { cancelPlan } from "../load/cancel-plan.ts";
import { customApi } from "./custom-api.ts";

const milliseconds = z.number().nonnegative();
const offOrMs = milliseconds.nullable();

/** What one request looks like; the prompt's text is already read from its file. */
export const requestPlan = z.object({
  /** auto: each worker finds out in preflight. */
  provider: z.enum(["auto", ...providerNames]),
  /** null: what the provider has for `chat`. */
  endpoint: z.enum(endpointNames).nullable(),
  chat: z.boolean().default(true),
  /** The API of the endpoint `custom`. */
  customApi: customApi.nullable().default(null),
  /** Find out with a short request in preflight which optional fields the server takes. */
  probe: z.boolean().default(true),
  /** null: each worker takes the only model that the server lists. */
  model: z.string().nullable(),
  stream: z.boolean(),
  promptTokens: z.int().positive(),
  maxTokens: z.int().positive(),
  prompt: z.string().nullable(),
  promptRandomize: z.boolean(),
  temperature: z.number().nullable(),
  topP: z.number().nullable(),
  topK: z.int().nullable().default(null),
  /** Answers to one request: n. */
  choices: z.int().positive().default(1),
  /** Every answer as long as `maxTokens`, where the server can be told so. */
  ignoreEos: z.boolean().default(false),
  reasoningEffort: z.string().nullable().default(null),
  /** Inputs of one embeddings request, documents of one ranking. */
  items: z.int().positive().default(1),
  stop: z.array(z.string()),
  logprobs: z.int().nullable(),
  headers: z.record(z.string(), z.string()),
  extraBody: z.record(z.string(), z.unknown()),
  showResponse: z.int().nonnegative(),
});
/** What one request looks like. */
export type RequestPlan = z.infer<typeof requestPlan>;

/** How connections are made and kept. */
export const connectionPlan = z.object({
  /** per-user: a user keeps its own. pooled: users share those that are free. per-request: a new one each time. */
  reuse: z.enum(["per-user", "pooled", "per-request"]),
  /** Certificates to trust besides the system's, PEM. */
  caPem: z.string().nullable(),
  /** Accept any certificate. */
  insecure: z.boolean(),
});
/** How connections are made and kept. */
export type ConnectionPlan = z.infer<typeof connectionPlan>;

const plainConnections: ConnectionPlan = { reuse: "per-user", caPem: null, insecure: false };

/** The six timers of a request, in milliseconds; null is off. */
export const timerPlan = z.object({
  connectMs: offOrMs,
  headersMs: offOrMs,
  firstTokenMs: offOrMs,
  idleMs: offOrMs,
  progressMs: offOrMs,
  requestMs: offOrMs,
});
/** The six timers of a request, in milliseconds; null is off. */
export type TimerPlan = z.infer<typeof timerPlan>;

/** The closed loop as asked for at the start; live changes travel as assignments. */
export const loadPlan = z.object({
  users: z.int().nonnegative(),
  /** Users started per second. */
  spawnRate: z.number().positive(),
  wait: waitSpec,
  /** Stop after this many started requests, over all workers. */
  maxRequests: z.int().positive().nullable(),
  /** Pause of a user after a failure that came before any response byte. */
  failureWaitMs: milliseconds,
});
/** The closed loop as asked for at the start. */
export type LoadPlan = z.infer<typeof loadPlan>;

/** Everything a run needs, without secrets. */
export const planSchema = z.object({
  runId: z.string().min(1),
  seed: z.int(),
  targets: z.array(z.string()).min(1),
  /** What speaks HTTP. */
  httpEngine: z.enum(["own", "undici"]).default("own"),
  connections: connectionPlan.default(plainConnections),
  request: requestPlan,
  /** Requests that are broken off on purpose; null: none. */
  cancel: cancelPlan.nullable().default(null),
  timers: timerPlan,
  /** How long preflight waits for a server that is loading; null: not at all. */
  waitReadyMs: offOrMs.default(null),
  load: loadPlan,
  /** Ends the run when failed ÷ ended requests stay above `ratio` for `windowMs`; null: never. */
  maxFailRatio: z
    .object({ ratio: z.number().min(0).max(1), windowMs: z.number().positive() })
    .nullable()
    .default(null),
  runTimeMs: offOrMs,
  runTimeFrom: z.enum(["start", "ramp"]),
  stopTimeoutMs: milliseconds,
  leaseMs: z.number().positive(),
  /** Length of one reporting interval; snapshots are cut at its multiples after the start. */
  intervalMs: z.number().positive(),
  resetStats: z.boolean(),
  /** Share of the requests whose records workers send (--records); absent: none. */
  recordShare: z.number().positive().max(1).exactOptional(),
});
/** Everything a run needs, without secrets. */
export type Plan = z.infer<typeof planSchema>;

/** The part of a plan that is sealed on its way and never printed or written. */
export const secretsSchema = z.object({
  apiKey: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
});
/** The part of a plan that is sealed on its way and never printed or written. */
export type Secrets = z.infer<typeof secretsSchema>;
