// The latency laws, as pure arithmetic:
//   time to first token = baseTtftMs + promptTokens / prefillTokensPerS
//   time per token      = itlMs + itlPerRunningMs x requests in the batch
// each multiplied by its own jitter factor. Waiting for a place in the batch comes before them.

import type { SimulatorConfig } from "../config/simulator-config.ts";
import type { Random } from "./seeded-random.ts";

/** The options that decide the latencies. */
export type LatencyLaw = Pick<
  SimulatorConfig,
  "prefillTokensPerS" | "baseTtftMs" | "itlMs" | "itlPerRunningMs" | "jitter"
>;

/** A factor drawn evenly from 1 - jitter to 1 + jitter. */
export const drawJitter = (jitter: number, random: Random): number =>
  1 + jitter * (2 * random() - 1);

/** Time from a place in the batch to the first token, before jitter. */
export const toFirstTokenMs = (law: LatencyLaw, promptTokens: number): number =>
  law.baseTtftMs +
  (law.prefillTokensPerS === 0 ? 0 : (1000 * promptTokens) / law.prefillTokensPerS);

/** Time that `tokens` further tokens take while `running` requests share the batch, before jitter. */
export const toTokensMs = (law: LatencyLaw, tokens: number, running: number): number =>
  tokens * (law.itlMs + law.itlPerRunningMs * running);
