// What a finished run of `gadfly run` left in its folder, beside what it printed.
import { join } from "node:path";
import { readJournalFile } from "@gadfly/master/journal/journal-file";
import { journalFileName } from "@gadfly/master/journal/run-folder";
import { foldRecords } from "@gadfly/master/stats/run-model";
import {
  type HistogramStatistics,
  isHistogramStatistics,
} from "@gadfly/shared/result/result-statistics";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";

/** Token events that shared a read with an earlier one, as the journal of a run says. */
export function readCoalesced(folder: string, { run }: ResultDocument): number {
  const journal = readJournalFile(join(folder, "gadfly-results", run.id, journalFileName));
  if (!journal.ok) throw new Error(journal.error);
  const model = foldRecords(journal.value.records);
  if (model === null) throw new Error("the journal ends before its first record");
  return model.coalesced;
}

/** The distribution of a metric; throws when the result has none. */
export function statisticsOf({ metrics }: ResultDocument, metric: string): HistogramStatistics {
  const statistics = metrics[metric];
  if (!isHistogramStatistics(statistics)) throw new Error(`the result has no ${metric}`);
  return statistics;
}
