// The repeated parts of a result: one row per error, event, worker, second and so on.
// Times called t or ending in S are seconds since the run started.
import { z } from "zod";
import { metricsByName } from "./result-statistics.ts";

const count = z.int().nonnegative();
const seconds = z.number().nonnegative();
const rate = z.number().nonnegative();
const latencyMs = z.number().nonnegative().nullable();

/** Metrics of one endpoint, host and outcome. */
export const seriesRow = z.object({
  labels: z
    .record(z.string(), z.string())
    .describe("What sets this series apart: endpoint, host, outcome …"),
  metrics: metricsByName.describe("Its statistics by metric name"),
});
export type SeriesRow = z.infer<typeof seriesRow>;

/** One kind of failure with one message. */
export const errorRow = z.object({
  kind: z.string().describe("Failure kind, for example timeout_idle"),
  message: z.string().describe("What was seen, with the first bytes of a bad answer"),
  count: count.describe("How many requests failed this way"),
  firstSeenS: seconds.describe("When it was first seen, seconds into the run"),
  lastSeenS: seconds.describe("When it was last seen, seconds into the run"),
});
export type ErrorRow = z.infer<typeof errorRow>;

/** Something odd that did not fail a request. */
export const warningRow = z.object({
  code: z.string().describe("Stable code of the warning"),
  text: z.string().describe("One sentence"),
  remedy: z.string().exactOptional().describe("What the reader can do about it"),
  count: count.describe("How often it was seen: requests, unless it is about the whole run"),
});
export type WarningRow = z.infer<typeof warningRow>;

/** Something that happened to the run: a join, a loss, a change of load. */
export const eventRow = z.object({
  t: z.number().describe("Seconds since the run started; negative before it"),
  kind: z.string().describe("Kind of event, for example workerLost"),
  text: z.string().describe("One sentence"),
  worker: z.string().exactOptional().describe("Name of the worker it happened to"),
  users: count.exactOptional().describe("Of loadChanged: users asked for from now on"),
  spawnRate: rate.exactOptional().describe("Of loadChanged: users a second from now on"),
});
export type EventRow = z.infer<typeof eventRow>;

/** One objective and whether it was met. */
export const sloRow = z.object({
  expression: z.string().describe("The objective as it was given, for example ttft:p99<500ms"),
  value: z.number().nullable().describe("What was measured, in the metric's unit; null if nothing"),
  met: z.boolean().describe("Whether it was met"),
});
export type SloRow = z.infer<typeof sloRow>;

/** One worker, as it was at the end. */
export const workerRow = z.object({
  id: z.string().describe("Identity given by the master, stable across reconnects"),
  name: z.string().describe("Readable name"),
  host: z.string().describe("Host name of its machine"),
  users: count.describe("Most users that it ran"),
  requests: count.describe("Requests that it started"),
  loopDelayP99Ms: latencyMs.describe("99th percentile of how late its own 10 ms timer fired"),
  cpu: z.number().nonnegative().nullable().describe("Mean share of one core used, 0 to 1"),
  clockOffsetMs: z.number().nullable().describe("Its clock minus the master's, estimated"),
  clockErrorMs: latencyMs.describe("Bound on the error of that estimate"),
  lostSnapshots: count.describe("Snapshots that never arrived"),
  blindFromS: seconds
    .exactOptional()
    .describe("From here on nothing is known of a lost worker, seconds into the run"),
  state: z.string().describe("Last known state, for example finished or lost"),
});
export type WorkerRow = z.infer<typeof workerRow>;

/** One second of the run. A figure is null when the second had no sample of it. */
export const timelineRow = z.object({
  t: z.number().describe("End of the second, in seconds since the run started"),
  users: count.describe("Users running"),
  workers: count.describe("Workers taking part"),
  inFlight: count.describe("Requests in flight"),
  rps: rate.describe("Requests that succeeded or failed, per second"),
  failuresPerS: rate.describe("Failed requests per second"),
  outputTps: rate.describe("Output tokens per second, counted when they arrived"),
  ttftP50: latencyMs.describe("Median time to first token, ms"),
  ttftP99: latencyMs.describe("99th percentile of time to first token, ms"),
  tpotP50: latencyMs.describe("Median time per output token, ms"),
  e2eP50: latencyMs.describe("Median end-to-end latency, ms"),
  e2eP99: latencyMs.describe("99th percentile of end-to-end latency, ms"),
  loopDelayP99Ms: latencyMs.describe("99th percentile of the workers' loop delay, ms"),
});
export type TimelineRow = z.infer<typeof timelineRow>;

/** A part of the run with statistics of its own. */
export const windowRow = z.object({
  name: z.enum(["all", "steady", "warmup"]).describe("Which part of the run"),
  fromS: seconds.describe("Where it begins, seconds into the run"),
  toS: seconds.describe("Where it ends, seconds into the run"),
  metrics: metricsByName.describe("Its statistics by metric name"),
});
export type WindowRow = z.infer<typeof windowRow>;
