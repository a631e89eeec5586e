// What can be done with a run that was kept, as commands to copy.
import { existsSync } from "node:fs";
import { quoteForShell } from "@gadfly/shared/options/describe/quote-for-shell";
import { program } from "@gadfly/shared/units/program-words";
import { earlierRun } from "./earlier-run.ts";

/** What was kept. */
export interface KeptRun {
  /** The run's folder; null: nothing was kept. */
  readonly folder: string | null;
  /** An HTML report was written already. */
  readonly hasReport: boolean;
  /** Requests were sent: only then is there something to compare. */
  readonly hasNumbers: boolean;
}

/** The run's folder; null also where a run that was stopped before its load has left nothing behind. */
export const keptFolder = (folder: string | null): string | null =>
  folder !== null && existsSync(folder) ? folder : null;

/** How to see it in a browser, and how to compare it with the run before it. */
export const describeNextSteps = ({ folder: made, hasReport, hasNumbers }: KeptRun): string => {
  const folder = keptFolder(made);
  if (folder === null) return "";
  const earlier = hasNumbers ? earlierRun(folder) : null;
  const place = quoteForShell(folder);
  const lines = [
    ...(hasReport ? [] : [`Report   ${program} report ${place} --html report.html\n`]),
    ...(earlier === null
      ? []
      : [`Compare  ${program} compare ${quoteForShell(earlier)} ${place}\n`]),
  ];
  return lines.join("");
};
