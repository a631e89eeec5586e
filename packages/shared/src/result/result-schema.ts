// The result document: what --json prints, what result.json holds, what reports read.
// Additions keep the version; readers ignore keys that they do not know.
import { z } from "zod";
import {
  askedUsers,
  coalesced,
  healthAfter,
  ledger,
  preflight,
  recordCounts,
  runTrouble,
  tokenSource,
  verdict,
  versions,
} from "./result-account.ts";
import {
  errorRow,
  eventRow,
  seriesRow,
  sloRow,
  timelineRow,
  warningRow,
  windowRow,
  workerRow,
} from "./result-rows.ts";
import { metricsByName } from "./result-statistics.ts";

/** Name and version of the document's shape. */
export const resultSchemaName = "gadfly.result/1";

/** Why a run ended. */
export const endReason = z.enum([
  "completed",
  "stoppedByUser",
  "timeElapsed",
  "sloBroken",
  "workersLost",
  "failed",
]);
export type EndReason = z.infer<typeof endReason>;

/** What was run, and how it ended. */
export const runHead = z.object({
  id: z.string().min(1).describe("Identity of the run; also the name of its folder"),
  startedAt: z.iso.datetime().describe("When the load began, ISO 8601 in UTC"),
  durationS: z.number().nonnegative().describe("From the start to the end of the load, seconds"),
  endReason: endReason.describe("Why it ended"),
  exitCode: z.int().min(0).max(255).describe("Exit code of the program"),
  trouble: runTrouble
    .nullable()
    .default(null)
    .describe("What kept it from beginning, or broke it; null: nothing did"),
  users: askedUsers
    .nullable()
    .default(null)
    .describe("Users asked for, with changes; null in results that are older than this field"),
});
export type RunHead = z.infer<typeof runHead>;

/**
 * The plan as it was run. Only what readers of results lean on is checked, so that the plan may
 * grow without making older or newer results unreadable.
 */
export const resultPlan = z.looseObject({
  targets: z.array(z.string()).describe("Base URLs that received the load"),
  request: z
    .looseObject({
      provider: z.string().exactOptional().describe("Server under test, as given or as found"),
      endpoint: z.string().describe("API spoken, for example openai-chat"),
      model: z.string().nullable().describe("Model asked for; null when none was named"),
    })
    .describe("What one request looked like"),
  load: z
    .looseObject({ users: z.int().nonnegative().describe("Users asked for at the start") })
    .describe("How much load was asked for"),
});
export type ResultPlan = z.infer<typeof resultPlan>;

/** The whole document. */
export const resultDocument = z
  .object({
    schema: z.literal(resultSchemaName).describe("Name and version of this shape"),
    run: runHead.describe("What was run, and how it ended"),
    verdict: verdict.describe("Whether the generator itself measured well"),
    ledger,
    plannedCancels: z
      .int()
      .nonnegative()
      .default(0)
      .describe("Of the cancelled requests, those broken off on purpose (--cancel-rate)"),
    metrics: metricsByName.describe("Statistics of the whole run by metric name"),
    failed: metricsByName.describe("Statistics of the failed requests by metric name"),
    series: z.array(seriesRow).describe("The same metrics, split by labels"),
    errors: z.array(errorRow).describe("Failures by kind and message, most frequent first"),
    warnings: z.array(warningRow).describe("Oddities that did not fail a request"),
    events: z.array(eventRow).describe("What happened during the run, in order of time"),
    slo: z.array(sloRow).describe("Objectives and whether they were met"),
    workers: z.array(workerRow).describe("Every worker that took part"),
    timeline: z.array(timelineRow).describe("One row a second"),
    windows: z.array(windowRow).describe("Parts of the run with statistics of their own"),
    preflight: preflight.describe("Checks made before the load began"),
    healthAfter: healthAfter
      .nullable()
      .default(null)
      .describe("One health request after the load; null when nobody could ask"),
    tokenSource: tokenSource.describe("Where token counts came from, in requests"),
    coalesced: coalesced
      .default({ events: 0, share: 0 })
      .describe("Token events without a gap of their own"),
    records: recordCounts
      .nullable()
      .default(null)
      .describe("What --records has written; null without it"),
    versions: versions.describe("Versions of the programs that made this result"),
    plan: resultPlan.describe("The resolved plan, secrets removed"),
  })
  .meta({
    title: "gadfly result",
    description: "Result of one gadfly run. Readers ignore unknown keys.",
  });
export type ResultDocument = z.infer<typeof resultDocument>;

/** The document's shape as JSON Schema (draft 2020-12), for publication. */
export const resultJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(resultDocument, { target: "draft-2020-12", io: "input" }),
});
