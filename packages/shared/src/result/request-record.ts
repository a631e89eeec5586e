// One request as --records writes it: a line of JSON. What it measured are the very values that went
// into the histograms, so that sums over a full file are those of the result.
import { z } from "zod";

const count = z.int().nonnegative();
const short = z.string().max(512);
/** Seconds on the run's timeline; before zero for what was due before the start. */
const moment = z.number();

/** Requests of one snapshot that a worker keeps; more are dropped and counted. */
export const maxRecordsPerSnapshot = 2_000;

/** What a worker knows of a finished request. Holds no prompt, no answer and no secret. */
export const requestFacts = z.object({
  requestId: short.min(1).describe("Sent to the server as request id: run, user and iteration"),
  user: count.describe("Number of the user, the same over all workers"),
  iteration: count.describe("How many requests this user had sent before"),
  endpoint: short.describe("API, for example openai-chat"),
  host: short.describe("Host and port that it was sent to"),
  outcome: z.enum(["succeeded", "failed", "cancelled"]).describe("What became of it"),
  failure: short.nullable().describe("Kind of the failure; null when it did not fail"),
  message: short.nullable().describe("What was seen of the failure, secrets masked"),
  status: count.nullable().describe("HTTP status; null when there was no answer"),
  dueS: moment.describe("When it was due, seconds since the start of the run"),
  sentS: moment.describe("When its first byte was sent, or when that was tried"),
  endedS: moment.describe("When it had ended"),
  streamed: z.boolean().describe("Whether the answer came as a stream"),
  tokenEvents: count.describe("Events of the stream that carried tokens"),
  tokenSource: z
    .enum(["usage", "events"])
    .describe("usage: the server told the number of tokens; events: estimated from the events"),
  finishReason: short.nullable().describe("Why the answer ended, as the server says"),
  warnings: z.array(short).describe("Codes of what was odd about it"),
  metrics: z
    .record(z.string(), z.number())
    .describe("What it measured, by metric, in the unit of the metric (docs/metrics.md)"),
});
/** What a worker knows of a finished request. */
export type RequestFacts = z.infer<typeof requestFacts>;

/** Name and version of a line's shape. */
export const requestRecordSchemaName = "gadfly.record/1";

/** One line of the file. */
export const requestRecord = z
  .object({
    schema: z.literal(requestRecordSchemaName).describe("Name and version of this shape"),
    worker: z.string().describe("Name of the worker that sent it"),
    ...requestFacts.shape,
  })
  .meta({
    title: "gadfly request record",
    description: "One line of --records. Readers ignore unknown keys.",
  });
/** One line of the file. */
export type RequestRecordLine = z.infer<typeof requestRecord>;

/** A line's shape as JSON Schema (draft 2020-12), for publication. */
export const requestRecordJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(requestRecord, { target: "draft-2020-12", io: "input" }),
});
