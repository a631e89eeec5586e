// Everything a run needs, resolved: what the master holds and what travels to workers.
// Who does what is not here: that is an assignment, which changes while the plan does not.
import { z } from "zod";
import { waitSpec } from "../load/wait.ts";

const milliseconds = z.number().nonnegative();
const offOrMs = milliseconds.nullable();

/** What one request looks like; the prompt's text is already read from its file. */
export const requestPlan = z.object({
  provider: z.literal("openai"),
  endpoint: z.enum(["openai-chat", "openai-completions"]),
  /** null: each worker takes the only model that the server lists. */
  model: z.string().nullable(),
  stream: z.boolean(),
  promptTokens: z.int().positive(),
  maxTokens: z.int().positive(),
  prompt: z.string().nullable(),
  promptRandomize: z.boolean(),
  temperature: z.number().nullable(),
  topP: z.number().nullable(),
  stop: z.array(z.string()),
  logprobs: z.int().nullable(),
  headers: z.record(z.string(), z.string()),
  extraBody: z.record(z.string(), z.unknown()),
  showResponse: z.int().nonnegative(),
});
/** What one request looks like. */
export type RequestPlan = z.infer<typeof requestPlan>;

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
  request: requestPlan,
  timers: timerPlan,
  load: loadPlan,
  runTimeMs: offOrMs,
  runTimeFrom: z.enum(["start", "ramp"]),
  stopTimeoutMs: milliseconds,
  leaseMs: z.number().positive(),
  /** Length of one reporting interval; snapshots are cut at its multiples after the start. */
  intervalMs: z.number().positive(),
  resetStats: z.boolean(),
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
