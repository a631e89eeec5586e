// The final summary of a run, from its result document alone, so that `gadfly report` prints
// the same text later. The first five lines say whether the server or the generator was slow.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { ConsoleStyle } from "./console-style.ts";
import { printable } from "./printable.ts";
import { formatHead } from "./summary/head.ts";
import { formatHosts } from "./summary/hosts.ts";
import { formatLabelled } from "./summary/labelled-lines.ts";
import { formatLedger } from "./summary/ledger.ts";
import { formatErrors, formatEvents, formatSlo, formatWarnings } from "./summary/lists.ts";
import { formatMetrics } from "./summary/metrics.ts";
import { formatNotes } from "./summary/notes.ts";
import { formatThroughput } from "./summary/throughput.ts";
import { formatWorkers } from "./summary/workers.ts";

/** The summary's lines, none longer than the width; `folder` is where the results were saved. */
export function formatSummary(
  result: ResultDocument,
  folder: string | null,
  style: ConsoleStyle,
  isPast = false,
): string[] {
  const sections = [
    formatHead(result, style, isPast),
    formatSlo(result.slo, style),
    formatMetrics(result, style),
    formatThroughput(result, style),
    formatHosts(result, style),
    formatLedger(result, style),
    formatErrors(result, style),
    formatWarnings(result.warnings, style),
    formatEvents(result.events, style),
    formatWorkers(result.workers, style),
    formatNotes(result, style),
    folder === null ? [] : formatLabelled("Saved", [printable(folder)], style),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, place) => (place === 0 ? lines : ["", ...lines]));
}
