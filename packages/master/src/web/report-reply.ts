// The HTML report of whatever the desk follows, as it is now.
import { formatDuration } from "@gadfly/shared/units/duration";
import { hasReportTemplate, readReportTemplate } from "../files/report-template.ts";
import { htmlReport } from "../reports/html/html-report.ts";
import type { ReportSource } from "../reports/html/report-source.ts";
import { collectInTurns, finishInTurns } from "./collect-in-turns.ts";
import type { RunDesk } from "./desk/run-desk.ts";

/** A file to download, or why there is none. */
export type ReportReply =
  | { readonly kind: "text"; readonly body: string; readonly fileName: string }
  | "NO_PAGE"
  | "NO_RESULT";

const notesOf = (state: string, elapsedMs: number): string[] =>
  state === "stopped"
    ? []
    : [
        `Taken while the run was under way, ${formatDuration(Math.floor(elapsedMs / 1000) * 1000)} after its start.`,
      ];

/** Makes the report. */
export const reportOf = async (desk: RunDesk, pageFolder: string | null): Promise<ReportReply> => {
  const { resultInParts, history, status, log } = desk;
  if (resultInParts === null) return "NO_RESULT";
  if (!hasReportTemplate(pageFolder)) return "NO_PAGE";
  // All of the run that is there now: another may begin before its result is made.
  const records = [...history.records];
  const { steps } = history;
  const result = await finishInTurns(resultInParts);
  const source: ReportSource = {
    result,
    records,
    steps,
    // Whoever reads it is elsewhere and can start nothing.
    status: { ...status, canStart: false, folder: null },
    log: [...log.lines],
    notes: notesOf(status.state, status.elapsedMs),
  };
  const template = readReportTemplate(pageFolder);
  const body = await htmlReport(template, source, { collect: collectInTurns });
  return { kind: "text", body, fileName: `${result.run.id}.html` };
};
