// A run as the messages of the feed: a report is a page whose socket has said everything at once.
import { packValue } from "@gadfly/shared/protocol/codec";
import { gadflyVersion } from "@gadfly/shared/protocol/version";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { feedVersion } from "@gadfly/shared/web/feed-address";
import type { FeedMessage, LiveTables } from "@gadfly/shared/web/feed-message";
import { toFrame } from "@gadfly/shared/web/journal-frames";
import type { ReportSource } from "./report-source.ts";

/** The tables of a result that the page shows. */
export const toTables = (result: ResultDocument): LiveTables => ({
  run: result.run,
  verdict: result.verdict,
  ledger: result.ledger,
  plannedCancels: result.plannedCancels,
  metrics: result.metrics,
  failed: result.failed,
  series: result.series,
  errors: result.errors,
  warnings: result.warnings,
  slo: result.slo,
  workers: result.workers,
  windows: result.windows,
  preflight: result.preflight,
  healthAfter: result.healthAfter,
  tokenSource: result.tokenSource,
  coalesced: result.coalesced,
});

/** Everything, in the order of the live feed. */
export function* reportMessages(source: ReportSource): Generator<FeedMessage, undefined> {
  const { result, status, log, notes } = source;
  yield { type: "hello", feed: feedVersion, gadfly: gadflyVersion };
  yield { type: "begin", runId: result.run.id };
  yield { type: "history", records: [...source.records], steps: [] };
  yield* source.steps.map(toHistory);
  yield { type: "caughtUp" };
  yield { type: "report", result, notes: [...notes] };
  yield { type: "snapshot", status, tables: toTables(result), log: [...log] };
  yield { type: "closing", reason: "this is the report of a run" };
}

const toHistory = (step: StepRecord): FeedMessage => ({
  type: "history",
  records: [],
  steps: [step],
});

/** The messages as bytes, one frame after another. */
export function* reportFrames(source: ReportSource): Generator<Uint8Array, undefined> {
  for (const message of reportMessages(source)) yield toFrame(packValue(message));
}
