// What the live feed sends, master to page: the journal's own records, older intervals merged to steps,
// and once a second the tables. One msgpack map per WebSocket message.
import { z } from "zod";
import { journalRecord } from "../journal/journal-record.ts";
import { stepRecord } from "../journal/step-record.ts";
import { resultDocument } from "../result/result-schema.ts";
import { feedVersion } from "./feed-address.ts";
import { runStatus } from "./run-status.ts";

/** The tables of a result that change from second to second. */
export const liveTables = resultDocument
  .pick({
    run: true,
    verdict: true,
    ledger: true,
    plannedCancels: true,
    metrics: true,
    failed: true,
    series: true,
    errors: true,
    warnings: true,
    slo: true,
    workers: true,
    windows: true,
    preflight: true,
    healthAfter: true,
    tokenSource: true,
    coalesced: true,
  })
  .extend({
    seriesLeftOut: z
      .int()
      .positive()
      .exactOptional()
      .describe("Rows of series that only the result has: here are the busiest"),
  });
export type LiveTables = z.infer<typeof liveTables>;

const helloMessage = z
  .object({ type: z.literal("hello"), feed: z.literal(feedVersion), gadfly: z.string() })
  .meta({ about: "First message of a connection." });

const beginMessage = z.object({ type: z.literal("begin"), runId: z.string().nullable() }).meta({
  about:
    "Forget everything: the history of this run follows. Comes first, when a run begins, and when a slow page has missed something. null: there is no run.",
});

const historyMessage = z
  .object({
    type: z.literal("history"),
    records: z.array(journalRecord),
    steps: z.array(stepRecord),
  })
  .meta({ about: "A part of what was before; records in the journal's order, steps in time's." });

const caughtUpMessage = z
  .object({ type: z.literal("caughtUp") })
  .meta({ about: "The history is complete; what follows is live." });

const recordsMessage = z
  .object({ type: z.literal("records"), records: z.array(journalRecord) })
  .meta({ about: "What was written to the journal since the last message." });

const snapshotMessage = z
  .object({
    type: z.literal("snapshot"),
    status: runStatus,
    tables: liveTables.nullable(),
    log: z.array(z.string()),
  })
  .meta({
    about:
      "Once a second: where the run stands, the tables of the result so far (null without a run; of very many series the busiest), new lines of the log.",
  });

const reportMessage = z
  .object({
    type: z.literal("report"),
    result: resultDocument,
    notes: z.array(z.string()),
  })
  .meta({
    about:
      "Only in a report: the whole result document, and sentences about the report itself, such as how long its steps are.",
  });

const closingMessage = z
  .object({ type: z.literal("closing"), reason: z.string() })
  .meta({ about: "The master ends; nothing more comes." });

/** Any message of the feed. */
export const feedMessage = z.discriminatedUnion("type", [
  helloMessage,
  beginMessage,
  historyMessage,
  caughtUpMessage,
  recordsMessage,
  snapshotMessage,
  reportMessage,
  closingMessage,
]);
/** Any message of the feed. */
export type FeedMessage = z.infer<typeof feedMessage>;
