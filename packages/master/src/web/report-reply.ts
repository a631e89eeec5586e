// The HTML report of whatever the desk follows, as it is now.
import { formatDuration } from "@gadfly/shared/units/duration";
import { hasReportTemplate, readReportTemplate } from "../files/report-template.ts";
import { htmlReport } from "../reports/html/html-report.ts";
import type { ReportSource } from "../reports/html/report-source.ts";
import { collectInTurns } from "./collect-in-turns.ts";
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
  const { result, history, status, log } = desk;
  if (result === null) return "NO_RESULT";
  if (!hasReportTemplate(pageFolder)) return "NO_PAGE";
  const source: ReportSource = {
    result,
    records: [...history.records],
    steps: history.steps,
    // Whoever reads it is elsewhere and can start nothing.
    status: { ...status, canStart: false, folder: null },
    log: [...log.lines],
    notes: notesOf(status.state, status.elapsedMs),
  };
  const template = readReportTemplate(pageFolder);
  const body = await htmlReport(template, source, { collect: collectInTurns });
  return { kind: "text", body, fileName: `${result.run.id}.html` };
};
