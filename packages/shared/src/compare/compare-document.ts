// What `gadfly compare --json` prints: one document with the runs, the deltas and what the noise guard
// makes of them, the rules of --fail-on, and the levels of a sweep.
import { z } from "zod";

/** Version of the document. Additions keep it; readers ignore unknown keys. */
export const compareSchemaName = "gadfly.compare/1";

const figure = z.number().nullable();
const count = z.int().nonnegative();

/** One run that is compared. */
export const comparedRun = z.object({
  name: z
    .string()
    .describe("Name in tables and figures: the run's id, with a number where two share it"),
  path: z.string().describe("What was named on the command line"),
  id: z.string().describe("Identity of the run"),
  startedAt: z.string().describe("When the load began, ISO 8601 in UTC"),
  durationS: z.number().describe("From the start to the end of the load, seconds"),
  users: count.describe("Users asked for at the start"),
  usersLast: count.describe("Users asked for after the last change"),
  usersMost: count.describe("The most users asked for"),
  loadChanges: count.describe("How often the users were changed while the run was under way"),
  system: z
    .string()
    .describe("What was measured: model, server and target, as far as the runs differ"),
  verdict: z.enum(["VALID", "SUSPECT", "INVALID"]).describe("What the generator thinks of the run"),
  succeeded: count.describe("Requests that ended with a complete answer"),
  failed: count.describe("Requests that failed"),
  hasHistograms: z
    .boolean()
    .describe("Whether its journal was found: without it nothing can be tested"),
});
export type ComparedRun = z.infer<typeof comparedRun>;

/** A field in which two plans differ. */
export const planDifference = z.object({
  field: z.string().describe("Path in the plan, for example load.users"),
  baseline: z.string().describe("The baseline's value, as JSON"),
  run: z.string().describe("The other run's value, as JSON"),
});
export type PlanDifference = z.infer<typeof planDifference>;

/** What the noise guard says: `none` is no change beyond noise, `untested` that it cannot tell. */
export const changeKind = z.enum(["better", "worse", "changed", "mixed", "none", "untested"]);
export type ChangeKind = z.infer<typeof changeKind>;

/**
 * What a reader may say of a delta. It is the guard's word, but for what the guard cannot call a change: `noise`
 * moved by more than the smallest change and noise could do that, `none` moved by less.
 */
export const deltaOutcome = z.enum([
  "better",
  "worse",
  "changed",
  "mixed",
  "noise",
  "none",
  "untested",
]);
export type DeltaOutcome = z.infer<typeof deltaOutcome>;

/** One statistic of a metric in both runs. */
export const statisticDelta = z.object({
  statistic: z.string().describe("For example p95; value for a metric that is one number"),
  baseline: figure.describe("In the baseline, in the metric's unit"),
  run: figure.describe("In the other run, in the metric's unit"),
  delta: figure.describe("Run less baseline, in the metric's unit"),
  deltaShare: figure.describe("Delta ÷ baseline; null when the baseline is 0 or absent"),
  p: figure.describe("p-value of this statistic alone; null when it was not tested"),
  pAdjusted: figure.describe("p-value adjusted for all statistics of the comparison"),
  change: changeKind.describe("What the noise guard says of it"),
  outcome: deltaOutcome.describe(
    "As change, but noise where it moved by minChange or more and noise could do that",
  ),
});
export type StatisticDelta = z.infer<typeof statisticDelta>;

/** One metric in both runs. */
export const metricDelta = z.object({
  metric: z.string().describe("Name in the metric registry"),
  title: z.string().describe("Name for people"),
  unit: z.string().describe("Unit of baseline, run and delta"),
  better: z.enum(["lower", "higher", "neutral"]).describe("Which direction is an improvement"),
  baselineCount: count.nullable().describe("Samples in the baseline; null for a single number"),
  runCount: count.nullable().describe("Samples in the other run; null for a single number"),
  pAdjusted: figure.describe("Smallest adjusted p-value of its statistics and of its shape"),
  change: changeKind.describe("What the noise guard says of the metric as a whole"),
  outcome: deltaOutcome.describe(
    "The same in a word that is true of all its percentiles: none only when every tested delta is below minChange",
  ),
  statistics: z.array(statisticDelta).describe("Every statistic that both runs have"),
});
export type MetricDelta = z.infer<typeof metricDelta>;

/** How the noise guard tested a pair of runs. */
export const noiseTest = z.object({
  status: z.enum(["tested", "untested"]).describe("Whether it could test"),
  reason: z.string().nullable().describe("Why it could not; null when it could"),
  blockS: figure.describe("Length of one block, seconds"),
  baselineBlocks: count.nullable().describe("Blocks of the baseline"),
  runBlocks: count.nullable().describe("Blocks of the other run"),
  permutations: count.nullable().describe("Random exchanges of blocks"),
});
export type NoiseTest = z.infer<typeof noiseTest>;

/** One run against the baseline. */
export const comparison = z.object({
  baseline: z.string().describe("Name of the baseline"),
  run: z.string().describe("Name of the run beside it"),
  planDifferences: z.array(planDifference).describe("Fields in which the plans differ"),
  test: noiseTest.describe("How the noise guard tested"),
  doubtful: z
    .boolean()
    .describe("Whether one of the two is INVALID: differences may be the generator's"),
  metrics: z.array(metricDelta).describe("Metrics that both runs have"),
});
export type Comparison = z.infer<typeof comparison>;

/** One rule of --fail-on, applied to one comparison. */
export const gateRow = z.object({
  rule: z.string().describe("The rule as it was given"),
  run: z.string().describe("Name of the run that it was applied to"),
  delta: figure.describe("Measured change, in the metric's unit"),
  deltaShare: figure.describe("Measured change ÷ baseline"),
  p: figure.describe("p-value of the statistic; null when it was not tested"),
  broken: z.boolean().describe("Whether the change is beyond the rule's limit and beyond noise"),
  text: z.string().describe("One sentence that says why"),
});
export type GateRow = z.infer<typeof gateRow>;

/** One level of concurrency of one system. */
export const levelRow = z.object({
  concurrency: count.describe("Requests kept in flight: users"),
  qps: figure.describe("Succeeded requests per second"),
  latencyS: figure.describe("Mean end-to-end latency, seconds"),
  throughput: figure.describe("Output tokens per second"),
  failed: figure.describe("Failed and lost requests"),
  p50S: figure.describe("Median end-to-end latency, seconds"),
  p90S: figure.describe("90th percentile of end-to-end latency, seconds"),
  timeS: figure.describe("Time that the level took, seconds"),
});
export type LevelRow = z.infer<typeof levelRow>;

/** The levels of one system. */
export const systemLevels = z.object({
  name: z.string().describe("Name of the system"),
  levels: z.array(levelRow).describe("Its levels, in order of concurrency"),
});
export type SystemLevels = z.infer<typeof systemLevels>;

/** The whole document. */
export const compareDocument = z
  .object({
    schema: z.literal(compareSchemaName).describe("Name and version of this shape"),
    title: z.string().nullable().describe("Title of the levels file; null without one"),
    window: z.enum(["all", "steady"]).describe("Which part of the runs is compared"),
    alpha: z.number().describe("Chance of any false alarm in one comparison of like with like"),
    minChange: z.number().describe("Changes below this share are never called changes"),
    runs: z.array(comparedRun).describe("The runs; the first is the baseline"),
    comparisons: z.array(comparison).describe("Each further run against the first"),
    gate: z.array(gateRow).describe("The rules of --fail-on, for each comparison"),
    systems: z
      .array(systemLevels)
      .describe("Results by level of concurrency; empty without levels"),
    doubts: z
      .array(z.string())
      .describe("Which runs are INVALID and why, one sentence each; among the warnings, too"),
    warnings: z.array(z.string()).describe("What a reader should know first, one sentence each"),
    exitCode: z.int().min(0).max(255).describe("Exit code of the program"),
  })
  .meta({
    title: "gadfly comparison",
    description: "Comparison of gadfly runs. Readers ignore unknown keys.",
  });
export type CompareDocument = z.infer<typeof compareDocument>;

/** The document's shape as JSON Schema (draft 2020-12), for publication. */
export const compareJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(compareDocument, { target: "draft-2020-12", io: "input" }),
});
