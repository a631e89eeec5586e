// One panel of a figure: frame, grid, ticks, lines with marks.
import type { Scale } from "./scale.ts";
import { colourCount, coordinate, escapeText } from "./svg-text.ts";

/** A point, with what a reader sees when pointing at it. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly about: string;
}

/** One line. `series` chooses colour and mark, the same in every panel. */
export interface Line {
  readonly series: number;
  /** What it goes through; none where there are only marks. */
  readonly points: readonly Point[];
  /** Where the line has its mark; curves of many points have few. */
  readonly marks: readonly Point[];
}

/** What a panel shows. */
export interface Panel {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly x: Scale;
  readonly y: Scale;
  readonly lines: readonly Line[];
}

/** Where on the page something is drawn. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const margin = { left: 62, right: 14, top: 30, bottom: 46 };

/** The panel as SVG elements. */
export const drawPanel = (panel: Panel, outer: Box): string => {
  const box: Box = {
    left: outer.left + margin.left,
    top: outer.top + margin.top,
    width: outer.width - margin.left - margin.right,
    height: outer.height - margin.top - margin.bottom,
  };
  const center = box.left + box.width / 2;
  const middle = box.top + box.height / 2;
  const side = outer.left + 14;
  return [
    `<text class="name" x="${coordinate(box.left)}" y="${coordinate(outer.top + 18)}">${escapeText(panel.title)}</text>`,
    ...panel.x.ticks.map(({ value, label }) => drawColumn(box, panel.x.place(value), label)),
    ...panel.y.ticks.map(({ value, label }) => drawRow(box, panel.y.place(value), label)),
    `<path class="frame" d="M${coordinate(box.left)} ${coordinate(box.top)}v${coordinate(box.height)}h${coordinate(box.width)}"/>`,
    `<text x="${coordinate(center)}" y="${coordinate(outer.top + outer.height - 8)}" text-anchor="middle">${escapeText(panel.xTitle)}</text>`,
    `<text x="${coordinate(side)}" y="${coordinate(middle)}" text-anchor="middle" transform="rotate(-90 ${coordinate(side)} ${coordinate(middle)})">${escapeText(panel.yTitle)}</text>`,
    ...panel.lines.map((line) => drawLine(line, panel, box)),
    ...(panel.lines.every(({ points, marks }) => points.length + marks.length === 0)
      ? [
          `<text x="${coordinate(center)}" y="${coordinate(middle)}" text-anchor="middle">no data</text>`,
        ]
      : []),
  ].join("\n");
};

const drawColumn = (box: Box, at: number, label: string): string => {
  const x = coordinate(box.left + at * box.width);
  const y = coordinate(box.top + box.height + 16);
  return `<path class="grid" d="M${x} ${coordinate(box.top)}v${coordinate(box.height)}"/><text x="${x}" y="${y}" text-anchor="middle">${escapeText(label)}</text>`;
};

const drawRow = (box: Box, at: number, label: string): string => {
  const y = box.top + (1 - at) * box.height;
  return `<path class="grid" d="M${coordinate(box.left)} ${coordinate(y)}h${coordinate(box.width)}"/><text x="${coordinate(box.left - 6)}" y="${coordinate(y + 4)}" text-anchor="end">${escapeText(label)}</text>`;
};

/** Class names of a series; the second round of colours is dashed. */
export const seriesClass = (series: number): string => `c${series % colourCount}`;

const lineClass = (series: number): string =>
  `line ${seriesClass(series)}${series >= colourCount ? " dashed" : ""}`;

const drawLine = ({ series, points, marks }: Line, panel: Panel, box: Box): string => {
  const placeX = ({ x }: Point): number => box.left + panel.x.place(x) * box.width;
  const placeY = ({ y }: Point): number => box.top + (1 - panel.y.place(y)) * box.height;
  const path = points
    .map((point) => `${coordinate(placeX(point))} ${coordinate(placeY(point))}`)
    .join("L");
  const stroke = path === "" ? "" : `<path class="${lineClass(series)}" d="M${path}"/>`;
  const drawn = marks.map(
    (point) =>
      `<path class="mark ${seriesClass(series)}" d="${markPath(series, placeX(point), placeY(point))}"><title>${escapeText(point.about)}</title></path>`,
  );
  return [stroke, ...drawn].join("\n");
};

/** Circle, square, triangle, diamond: by series, so that colour is not the only sign. */
export const markPath = (series: number, x: number, y: number): string => {
  const at = `M${coordinate(x)} ${coordinate(y)}`;
  const shapes = [
    "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    "m-3.6 -3.6h7.2v7.2h-7.2z",
    "m0 -4.6l4.6 8h-9.2z",
    "m0 -5l5 5l-5 5l-5 -5z",
  ];
  return `${at}${shapes[series % shapes.length] ?? ""}`;
};

/** A stroke and a mark for the legend. */
export const drawSample = (
  { series, isLine }: { readonly series: number; readonly isLine: boolean },
  x: number,
  y: number,
): string => {
  const stroke = `<path class="${lineClass(series)}" d="M${coordinate(x)} ${coordinate(y)}h26"/>`;
  return `${isLine ? stroke : ""}<path class="mark ${seriesClass(series)}" d="${markPath(series, x + 13, y)}"/>`;
};
