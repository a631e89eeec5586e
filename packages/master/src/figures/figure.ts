// A figure: title, legend, and panels in rows and columns. Several figures may share one file.
import { displayWidth, truncate } from "../console/text/text-width.ts";
import { printable } from "../console/printable.ts";
import { drawPanel, drawSample, type Panel } from "./panel.ts";
import { coordinate, escapeText, figureStyle } from "./svg-text.ts";

/** What a figure shows. */
export interface Figure {
  readonly title: string;
  /** Names of the series, in the order of their numbers. */
  readonly legend: readonly string[];
  readonly columns: number;
  readonly panels: readonly Panel[];
}

interface Drawing {
  readonly body: string;
  readonly width: number;
  readonly height: number;
}

const panelWidth = 420;
const panelHeight = 270;
const edge = 16;
const titleHeight = 34;
const untitledHeight = 8;
const legendRow = 22;
/** A column of a proportional font, generously. */
const columnPx = 7.4;
const longestName = 60;

/** How figures are drawn; on a page the title stands over the drawing. */
export interface FigureSettings {
  readonly isTitled: boolean;
}

/** One figure as a drawing of its own. */
export const renderFigure = (figure: Figure, settings: FigureSettings): string =>
  renderFigures([figure], settings);

/** Figures below each other, as one SVG document. */
export const renderFigures = (
  figures: readonly Figure[],
  settings: FigureSettings = { isTitled: true },
): string => {
  const drawings = figures.map((figure) => drawFigure(figure, settings));
  const width = Math.max(1, ...drawings.map((drawing) => drawing.width));
  let top = 0;
  const placed = drawings.map((drawing) => {
    const at = top;
    top += drawing.height;
    return `<g transform="translate(0 ${coordinate(at)})">\n${drawing.body}\n</g>`;
  });
  const title = figures.map((figure) => figure.title).join("; ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${coordinate(top)}" width="${width}" height="${coordinate(top)}" role="img">`,
    `<title>${escapeText(title)}</title>`,
    figureStyle,
    `<path class="paper" d="M0 0h${width}v${coordinate(top)}h-${width}z"/>`,
    ...placed,
    "</svg>",
    "",
  ].join("\n");
};

const drawFigure = (figure: Figure, { isTitled }: FigureSettings): Drawing => {
  const { title, legend, columns, panels } = figure;
  const width = columns * panelWidth + 2 * edge;
  const entries = placeLegend(legend, width - 2 * edge);
  const legendHeight = ((entries.at(-1)?.row ?? -1) + 1) * legendRow;
  const top = isTitled ? titleHeight : untitledHeight;
  const head = top + legendHeight + 6;
  const rows = Math.ceil(panels.length / columns);
  const body = [
    ...(isTitled ? [`<text class="title" x="${edge}" y="25">${escapeText(title)}</text>`] : []),
    ...entries.map(({ name, series, left, row }) => {
      const y = top + row * legendRow + 10;
      const sample = drawSample({ series, isLine: isLine(figure, series) }, edge + left, y);
      return `${sample}<text x="${coordinate(edge + left + 32)}" y="${coordinate(y + 4)}">${escapeText(name)}</text>`;
    }),
    ...panels.map((panel, at) =>
      drawPanel(panel, {
        left: edge + (at % columns) * panelWidth,
        top: head + Math.floor(at / columns) * panelHeight,
        width: panelWidth,
        height: panelHeight,
      }),
    ),
  ].join("\n");
  return { body, width, height: head + rows * panelHeight + edge / 2 };
};

/** Whether any panel draws a line through this series; else the legend shows none either. */
const isLine = ({ panels }: Figure, series: number): boolean =>
  panels.some(({ lines }) =>
    lines.some((line) => line.series === series && line.points.length > 1),
  );

interface LegendEntry {
  readonly name: string;
  readonly series: number;
  readonly left: number;
  readonly row: number;
}

/** Names side by side, in as many rows as they need. */
const placeLegend = (names: readonly string[], width: number): LegendEntry[] => {
  let left = 0;
  let row = 0;
  return names.map((given, series) => {
    const name = truncate(printable(given), longestName);
    const needed = 32 + displayWidth(name) * columnPx + 20;
    if (left > 0 && left + needed > width) {
      left = 0;
      row += 1;
    }
    const entry = { name, series, left, row };
    left += needed;
    return entry;
  });
};
