// A whole comparison on a terminal: what forbids to believe it, the runs, what to know first, the deltas, the
// levels, the gate.
import type { CompareDocument, ComparedRun } from "@gadfly/shared/compare/compare-document";
import { describeRunUsers } from "@gadfly/shared/compare/run-users";
import { formatSeconds } from "@gadfly/shared/units/format-elapsed";
import { formatCount } from "@gadfly/shared/units/format-number";
import type { Colour, Paint } from "../colour.ts";
import type { ConsoleStyle } from "../console-style.ts";
import { printable } from "../printable.ts";
import type { TableColumn } from "../text/table-layout.ts";
import { formatTable } from "../text/text-table.ts";
import { wrap } from "../text/text-width.ts";
import { formatComparison } from "./comparison-table.ts";
import { formatLevels } from "./levels-table.ts";
import { describeDoubts, describePlanDifferences, otherWarnings } from "./words.ts";

/** The comparison's lines, none longer than the width. */
export const formatComparisonText = (document: CompareDocument, style: ConsoleStyle): string[] => {
  const { runs, systems, title, comparisons } = document;
  const sections = [
    doubtLines(document, style),
    runs.length === 0 ? [] : runTable(runs, style),
    [...warningLines(document, style), ...planLines(document, style)],
    ...comparisons.map((comparison) => formatComparison(comparison, document, style)),
    systems.length === 0
      ? []
      : [style.colour.bold(printable(title ?? "By concurrency")), ...formatLevels(systems, style)],
    gateLines(document, style),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, place) => (place === 0 ? lines : ["", ...lines]));
};

const runColumns: readonly TableColumn[] = [
  { title: "Run", align: "left", flexibleTo: 12 },
  { title: "", align: "left", rank: 1 },
  { title: "users", align: "right" },
  { title: "time", align: "right" },
  { title: "succeeded", align: "right" },
  { title: "failed", align: "right" },
  { title: "verdict", align: "left" },
  { title: "system", align: "left", flexibleTo: 8, rank: 2 },
];

const runTable = (runs: readonly ComparedRun[], style: ConsoleStyle): string[] => {
  const rows = runs.map((run, at) => [
    printable(run.name),
    at === 0 ? "baseline" : "",
    describeRunUsers(run),
    formatSeconds(run.durationS),
    formatCount(run.succeeded),
    formatCount(run.failed),
    verdictPaint(style.colour, run)(run.verdict),
    printable(run.system),
  ]);
  return formatTable({ columns: runColumns, rows }, style);
};

const verdictPaint = (colour: Colour, { verdict }: ComparedRun): Paint => {
  if (verdict === "VALID") return colour.green;
  return verdict === "SUSPECT" ? colour.yellow : colour.red;
};

/** Lines of a list item: the first has its mark, the rest hang below. */
const item = (text: string, { width, colour }: ConsoleStyle): string[] =>
  wrap(printable(text), Math.max(10, width - 2)).map(
    (line, at) => `${at === 0 ? colour.yellow("!") : " "} ${line}`,
  );

/** Before everything else: who reads only the first lines must not miss it. */
const doubtLines = (document: CompareDocument, { width, colour }: ConsoleStyle): string[] => {
  const doubt = describeDoubts(document);
  if (doubt === null) return [];
  const lines = wrap(printable(`DOUBTFUL: ${doubt}`), width);
  return lines.map((line) => colour.bold(colour.red(line)));
};

const warningLines = (document: CompareDocument, style: ConsoleStyle): string[] =>
  otherWarnings(document).flatMap((warning) => item(warning, style));

const planLines = ({ comparisons }: CompareDocument, style: ConsoleStyle): string[] =>
  comparisons.flatMap((comparison) =>
    describePlanDifferences(comparison).flatMap((line) =>
      wrap(printable(line), Math.max(10, style.width - 4)).map((part) =>
        style.colour.dim(`    ${part}`),
      ),
    ),
  );

const gateLines = ({ gate }: CompareDocument, style: ConsoleStyle): string[] =>
  gate.flatMap(({ rule, run, broken, text }) => {
    const { red, green } = style.colour;
    const head = broken ? red("broken") : green("kept  ");
    const lines = wrap(printable(`${rule} · ${run}: ${text}`), Math.max(10, style.width - 8));
    return lines.map((line, at) => `${at === 0 ? head : "      "}  ${line}`);
  });
