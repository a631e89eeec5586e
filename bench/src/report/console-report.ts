// A suite's result as it is printed in a terminal.
import type { SuiteResult, Target } from "../suite.ts";
import { toFigureTable, type FigureTable } from "./figure-table.ts";
import { formatValue } from "./format-value.ts";
import { verdictOf } from "./targets.ts";

const alignLines = ({ headings, lines }: FigureTable): string[] => {
  const all = [headings, ...lines];
  const widths = headings.map((_, column) =>
    Math.max(...all.map((cells) => (cells[column] ?? "").length)),
  );
  return all.map((cells) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
};

const describeTarget = (target: Target): string => {
  const { text, limit, direction, value, note } = target;
  const bound = `${direction === "atMost" ? "at most" : "at least"} ${formatValue(limit)}`;
  const found = value === null ? "" : `: ${formatValue(value)}`;
  const why = note === undefined ? "" : ` (${note})`;
  return `${verdictOf(target)}${found}, target ${bound}${why}\n    ${text}`;
};

/** Title, table and targets. */
export function describeResult(result: SuiteResult): string {
  const targets = result.targets.map((target) => `  ${describeTarget(target)}`);
  return [`\n${result.title} (${result.suite})`, "", ...alignLines(toFigureTable(result.rows))]
    .concat(targets.length === 0 ? [] : ["", ...targets])
    .concat("")
    .join("\n");
}
