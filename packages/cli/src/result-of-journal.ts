// The result of a run from its journal alone. Without its end a run is no whole measurement, and the
// document says so itself: it may be read where nobody saw the journal.
import { buildResult } from "@gadfly/master/stats/result-builder";
import type { RunModel } from "@gadfly/master/stats/run-model";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";

const text = "the journal ends here: the master did not end in order";

/** The document of what a journal told. */
export const resultOfJournal = (model: RunModel): ResultDocument => {
  const result = buildResult(model);
  if (model.end !== null) return result;
  const { status, reasons } = result.verdict;
  return {
    ...result,
    verdict: {
      status: status === "VALID" ? "SUSPECT" : status,
      reasons: [{ code: "journal_cut", text }, ...reasons],
    },
    events: [...result.events, { t: result.run.durationS, kind: "journalCut", text }],
  };
};
