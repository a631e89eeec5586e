// A comparison as one page that needs nothing else: no script, no network, no server.
import type { CompareDocument } from "@gadfly/shared/compare/compare-document";
import { formatSeconds } from "@gadfly/shared/units/format-elapsed";
import { absent, formatCount } from "@gadfly/shared/units/format-number";
import { levelCells, levelsOf } from "../../console/compare/levels-table.ts";
import { describeDoubts, levelFigureRows, otherWarnings } from "../../console/compare/words.ts";
import { type Figure, renderFigure } from "../../figures/figure.ts";
import { escapeText } from "../../figures/svg-text.ts";
import { renderComparison } from "./delta-table.ts";
import {
  type HeaderCell,
  renderHeading,
  renderHint,
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
    doubtPart(document),
    gatePart(document),
    renderList(otherWarnings(document)),
    runsPart(document),
    ...document.comparisons.map((comparison) => renderComparison(comparison, document)),
    ...figures.map(figurePart),
    levelsPart(document),
    "</main></body></html>",
    "",
  ].join("\n");
};

const titleOf = ({ runs }: CompareDocument): string =>
  runs.length === 0 || runs.length > 3
    ? `Comparison of ${runs.length} runs`
    : runs.map(({ name }) => name).join(" · ");

const doubtPart = (document: CompareDocument): string => {
  const doubt = describeDoubts(document);
  if (doubt === null) return "";
  return `<section class="doubt" aria-label="Doubtful"><p><strong>Doubtful.</strong> ${escapeText(doubt)}</p></section>`;
};

/** The heading stands over the figure, where readers of headings find it, and not in the drawing. */
const figurePart = (figure: Figure): string =>
  [
    renderHeading(figure.title),
    renderHint(`columns-${figure.columns}`),
    `<figure tabindex="0" class="columns-${figure.columns}">${renderFigure(figure, { isTitled: false })}</figure>`,
  ].join("\n");

const gatePart = ({ gate }: CompareDocument): string =>
  gate.length === 0
    ? ""
    : renderTable({
        caption: "Rules",
        width: "middle",
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
        width: "middle",
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
    renderHeading("By concurrency: all in numbers, with the time that each level took"),
    renderTable({
      caption: "Figures of each system by level of concurrency",
      width: levels.length > 8 ? "wide" : levels.length > 3 ? "middle" : "narrow",
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
