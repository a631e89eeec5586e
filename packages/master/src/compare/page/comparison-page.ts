// A comparison as one page that needs nothing else: no script, no network, no server.
import type {
  CompareDocument,
  Comparison,
  MetricDelta,
} from "@gadfly/shared/compare/compare-document";
import { formatSeconds } from "@gadfly/shared/units/format-elapsed";
import { absent, formatCount } from "@gadfly/shared/units/format-number";
import { levelCells, levelsOf } from "../../console/compare/levels-table.ts";
import {
  changeWords,
  describePlanDifferences,
  describeTest,
  formatDelta,
  formatValue,
  levelFigureRows,
  metricsOfServer,
} from "../../console/compare/words.ts";
import { type Figure, renderFigure } from "../../figures/figure.ts";
import { escapeText } from "../../figures/svg-text.ts";
import {
  type Cell,
  type HeaderCell,
  renderHeading,
  renderList,
  renderTable,
  renderText,
} from "./markup.ts";
import { pageStyle } from "./page-style.ts";

/** The whole page; `gadfly` is the version that made it. */
export const renderComparisonPage = (
  document: CompareDocument,
  figures: readonly Figure[],
  gadfly: string,
): string => {
  const title = document.title ?? titleOf(document);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    // Nothing that a name or message might smuggle in could run or fetch anything.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeText(title)}</title><style>${pageStyle}</style></head><body><main>`,
    `<h1>${escapeText(title)}</h1>`,
    renderText(`Made by gadfly ${gadfly}.`, "soft"),
    gatePart(document),
    renderList(document.warnings),
    runsPart(document),
    ...document.comparisons.map((comparison) => comparisonPart(comparison, document)),
    ...figures.map((figure) => `<figure tabindex="0">${renderFigure(figure)}</figure>`),
    levelsPart(document),
    "</main></body></html>",
    "",
  ].join("\n");
};

const titleOf = ({ runs }: CompareDocument): string =>
  runs.length === 0 || runs.length > 3
    ? `Comparison of ${runs.length} runs`
    : runs.map(({ name }) => name).join(" · ");

const gatePart = ({ gate }: CompareDocument): string =>
  gate.length === 0
    ? ""
    : renderTable({
        caption: "Rules",
        head: [
          [
            { text: "rule" },
            { text: "result" },
            { text: "run", isText: true },
            { text: "why", isText: true },
          ],
        ],
        rows: gate.map(({ rule, broken, run, text }) => [
          { text: rule },
          { text: broken ? "broken" : "kept", kind: broken ? "broken" : "kept" },
          { text: run, kind: "text" },
          { text, kind: "text" },
        ]),
      });

const runColumns: readonly HeaderCell[] = [
  { text: "run" },
  { text: "system", isText: true },
  { text: "users" },
  { text: "time" },
  { text: "succeeded" },
  { text: "failed" },
  { text: "verdict" },
  { text: "started", isText: true },
];

const runsPart = ({ runs }: CompareDocument): string =>
  runs.length === 0
    ? ""
    : renderTable({
        caption: "Runs; the first is the baseline",
        head: [runColumns],
        rows: runs.map((run) => [
          { text: run.name },
          { text: run.system, kind: "text" },
          { text: formatCount(run.users) },
          { text: formatSeconds(run.durationS) },
          { text: formatCount(run.succeeded) },
          { text: formatCount(run.failed) },
          { text: run.verdict, kind: run.verdict },
          { text: run.startedAt, kind: "text" },
        ]),
      });

const comparisonPart = (comparison: Comparison, document: CompareDocument): string => {
  const { run, baseline, test } = comparison;
  const metrics = metricsOfServer(comparison);
  const distributions = metrics.filter(({ baselineCount }) => baselineCount !== null);
  const values = metrics.filter(({ baselineCount }) => baselineCount === null);
  return [
    renderHeading(`${run} against ${baseline}`),
    renderText(describeTest(test, document), "soft"),
    renderList(describePlanDifferences(comparison)),
    deltaTable("Distributions", distributions, ["p50", "p90", "p95", "p99"]),
    deltaTable("Rates", values, ["value"]),
  ].join("\n");
};

const deltaTable = (
  caption: string,
  metrics: readonly MetricDelta[],
  statistics: readonly string[],
): string =>
  metrics.length === 0
    ? ""
    : renderTable({
        caption,
        head: [...groupRow(statistics), columnRow(statistics)],
        rows: metrics.map((metric) => [
          { text: metric.unit === "ratio" ? metric.title : `${metric.title}, ${metric.unit}` },
          ...statistics.flatMap((name) => statisticCells(metric, name)),
          { text: changeWords[metric.change], kind: metric.change },
        ]),
      });

/** One number needs no title over it. */
const groupRow = (statistics: readonly string[]): HeaderCell[][] =>
  statistics.length === 1
    ? []
    : [[{ text: "" }, ...statistics.map((text) => ({ text, span: 3 })), { text: "" }]];

const columnRow = (statistics: readonly string[]): HeaderCell[] => [
  { text: "metric" },
  ...statistics.flatMap(() => ["base", "run", "Δ"].map((text) => ({ text }))),
  { text: "change" },
];

const statisticCells = ({ statistics, unit }: MetricDelta, name: string): Cell[] => {
  const found = statistics.find(({ statistic }) => statistic === name);
  if (found === undefined) return [absent, absent, absent].map((text) => ({ text }));
  return [
    { text: formatValue(found.baseline, unit), kind: "group" },
    { text: formatValue(found.run, unit) },
    { text: formatDelta(found), kind: found.change },
  ];
};

const levelsPart = ({ systems }: CompareDocument): string => {
  if (systems.length === 0) return "";
  const levels = levelsOf(systems);
  const rows = levelFigureRows.flatMap(({ title, read }) =>
    systems.map((system) => [
      { text: title },
      { text: system.name, kind: "text" },
      ...levelCells(system, levels, read).map((text) => ({ text })),
    ]),
  );
  return [
    renderHeading("By concurrency"),
    renderTable({
      caption: "Figures of each system by level of concurrency",
      head: [
        [
          { text: "figure" },
          { text: "system", isText: true },
          ...levels.map((level) => ({ text: String(level) })),
        ],
      ],
      rows: rows.filter((cells) => cells.slice(2).some(({ text }) => text !== absent)),
    }),
  ].join("\n");
};
