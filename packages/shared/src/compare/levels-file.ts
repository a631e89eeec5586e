// The file of `gadfly compare --levels`: results by level of concurrency, typed in from a publication or
// taken from runs, of several systems.
import { z } from "zod";
import { parseDuration } from "../units/duration.ts";

const amount = z.number().nonnegative();

const span = z
  .union([amount, z.string()])
  .describe("A time span such as 350ms; a bare number is seconds")
  .transform((given, context) => {
    const parsed = parseDuration(given);
    if (parsed.ok) return parsed.value;
    context.addIssue(parsed.error);
    return z.NEVER;
  });

/** One level, as it is typed. What is left out is not drawn. */
export const typedLevel = z.strictObject({
  concurrency: z.int().positive().describe("Requests kept in flight"),
  qps: amount.exactOptional().describe("Succeeded requests per second"),
  latency: span.exactOptional().describe("Mean latency of a request; a bare number is seconds"),
  throughput: amount.exactOptional().describe("Output tokens per second"),
  failed: z.int().nonnegative().exactOptional().describe("Failed requests"),
  p50: span.exactOptional().describe("Median latency; a bare number is seconds"),
  p90: span.exactOptional().describe("90th percentile of latency; a bare number is seconds"),
  time: span.exactOptional().describe("Time that the level took; a bare number is seconds"),
});
/** One level with its time spans in milliseconds. */
export type TypedLevel = z.infer<typeof typedLevel>;

/** One system: typed levels, runs, or both. */
export const levelsSystem = z.strictObject({
  name: z.string().min(1).describe("Name in legend and table"),
  levels: z.array(typedLevel).default([]).describe("Levels with numbers that were published"),
  runs: z
    .array(z.string().min(1))
    .default([])
    .describe("Folders or results of runs, one for each level; relative to this file"),
});
/** One system of the file. */
export type LevelsSystem = z.infer<typeof levelsSystem>;

/** The whole file. */
export const levelsFile = z
  .strictObject({
    title: z.string().min(1).exactOptional().describe("Title of the figures"),
    systems: z.array(levelsSystem).min(1).describe("The systems, in the order of the legend"),
  })
  .meta({ title: "gadfly levels file", description: "Results by level of concurrency." });
/** The whole file. */
export type LevelsFile = z.infer<typeof levelsFile>;

/** The file's shape as JSON Schema (draft 2020-12), for editors. */
export const levelsJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(levelsFile, { target: "draft-2020-12", io: "input" }),
});
