// One run against the baseline on the page: the word first, since it is what one comes for, then the figures.
import type {
  CompareDocument,
  Comparison,
  DeltaOutcome,
  MetricDelta,
} from "@gadfly/shared/compare/compare-document";
import { absent } from "@gadfly/shared/units/format-number";
import {
  describeOutcome,
  describePlanDifferences,
  describeTest,
  formatDelta,
  formatValue,
  metricsOfServer,
  outcomeWord,
  percentOf,
} from "../../console/compare/words.ts";
import {
  type Cell,
  type HeaderCell,
  renderHeading,
  renderList,
  renderTable,
  renderText,
} from "./markup.ts";

/** Longer names would make the columns wider than the figures under them. */
const longestInColumn = 6;

/** What stands over the columns of the two runs: their names, or short words that a legend explains. */
export const columnNames = ({ baseline, run }: Comparison): readonly [string, string] =>
  baseline.length <= longestInColumn && run.length <= longestInColumn
    ? [baseline, run]
    : ["base", "run"];

/** How the cells of one comparison are written. */
interface CellStyle {
  readonly names: readonly [string, string];
  readonly isDoubtful: boolean;
}

/** Heading, how it was tested, who is who, and the tables. */
export const renderComparison = (comparison: Comparison, document: CompareDocument): string => {
  const { run, baseline, test, doubtful } = comparison;
  const style = { names: columnNames(comparison), isDoubtful: doubtful };
  const metrics = metricsOfServer(comparison);
  const distributions = metrics.filter(({ baselineCount }) => baselineCount !== null);
  const values = metrics.filter(({ baselineCount }) => baselineCount === null);
  return [
    renderHeading(`${run} against ${baseline}${doubtful ? ", doubtful" : ""}`),
    renderText(describeColumns(comparison, style)),
    renderText(describeTest(test, document), "soft"),
    renderList(describePlanDifferences(comparison)),
    deltaTable("Distributions", distributions, { ...style, shown: ["p50", "p90", "p95", "p99"] }),
    deltaTable("Rates", values, { ...style, shown: ["value"] }),
    renderText(describeNotes(document), "soft"),
  ].join("\n");
};

const describeColumns = ({ run, baseline }: Comparison, { names }: CellStyle): string => {
  const [first, second] = names;
  const who =
    first === baseline && second === run
      ? `${baseline} is the baseline`
      : `${first}: ${baseline}, the baseline; ${second}: ${run}`;
  return `${who}. Δ is ${second} less ${first}, as a share of ${first}.`;
};

const describeNotes = ({ minChange }: CompareDocument): string =>
  `Under each Δ: better, worse or changed, beyond noise; not told: it moved, and noise could do that; not tested: too few samples, or nothing to test with; nothing: below ${percentOf(minChange)}, or too little to matter.`;

interface TableStyle extends CellStyle {
  readonly shown: readonly string[];
}

const deltaTable = (caption: string, metrics: readonly MetricDelta[], style: TableStyle): string =>
  metrics.length === 0
    ? ""
    : renderTable({
        caption,
        width: style.shown.length > 1 ? "wide" : "narrow",
        head: [...groupRow(style), columnRow(style)],
        rows: metrics.map((metric) => [
          { text: metric.unit === "ratio" ? metric.title : `${metric.title}, ${metric.unit}` },
          {
            text: describeOutcome(metric, style.shown, style.isDoubtful),
            kind: `text word ${kindOf(metric.outcome, style)}`,
          },
          ...style.shown.flatMap((name) => statisticCells(metric, name, style)),
        ]),
      });

/** One number needs no title over it. */
const groupRow = ({ shown }: TableStyle): HeaderCell[][] =>
  shown.length === 1
    ? []
    : [[{ text: "" }, { text: "" }, ...shown.map((text) => ({ text, span: 3 }))]];

const columnRow = ({ shown, names }: TableStyle): HeaderCell[] => [
  { text: "metric" },
  { text: "change", isText: true },
  ...shown.flatMap(() => [...names, "Δ"].map((text) => ({ text }))),
];

const statisticCells = (
  { statistics, unit }: MetricDelta,
  name: string,
  style: CellStyle,
): Cell[] => {
  const found = statistics.find(({ statistic }) => statistic === name);
  if (found === undefined)
    return [{ text: absent, kind: "group" }, { text: absent }, { text: absent }];
  return [
    { text: formatValue(found.baseline, unit), kind: "group" },
    { text: formatValue(found.run, unit) },
    {
      text: formatDelta(found),
      kind: kindOf(found.outcome, style),
      note: found.delta === null ? "" : noteOf(found.outcome, style),
    },
  ];
};

/** Red and green are for what may be believed. */
const kindOf = (outcome: DeltaOutcome, { isDoubtful }: CellStyle): string =>
  isDoubtful && outcome !== "none" && outcome !== "untested" ? "noise" : outcome;

/** The word under a delta; the one for noise is cut to the width of a figure. */
const noteOf = (outcome: DeltaOutcome, { isDoubtful }: CellStyle): string => {
  if (outcome === "none") return "";
  return outcome === "noise" ? "not told" : outcomeWord(outcome, isDoubtful);
};
