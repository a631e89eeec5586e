// A scatter plot as SVG text: points of several groups, and the lines that they are judged by. Its greys
// can be read on a light and on a dark page, also where nobody says which it is; groups differ in shape too.
import { type Axis, placeOn } from "./axis.ts";

/** One point. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly group: string;
  /** Shown when the pointer rests on it. */
  readonly title: string;
}

/** A line across the figure, with a text at its end. */
export interface Guide {
  readonly at: number;
  readonly text: string;
  readonly tone: "suspect" | "invalid";
}

/** Everything in a figure. */
export interface Scatter {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** In the order of the legend. */
  readonly groups: readonly string[];
  readonly marks: readonly Mark[];
  readonly verticals: readonly Guide[];
  readonly horizontals: readonly Guide[];
}

const width = 800;
const height = 480;
const box = { left: 78, top: 64, right: 640, bottom: 416 };

const style = `
  text { font: 13px system-ui, sans-serif; fill: #6e7781; }
  .title { font-size: 16px; font-weight: 600; }
  .grid { stroke: #8c959f; stroke-opacity: 0.25; }
  .frame { stroke: #8c959f; fill: none; }
  .suspect { stroke: #bf8700; fill: none; stroke-width: 1.5; stroke-dasharray: 6 4; }
  .invalid { stroke: #cf222e; fill: none; stroke-width: 1.5; stroke-dasharray: 6 4; }
  text.suspect, text.invalid { stroke: none; font-size: 12px; }
  text.suspect { fill: #9a6700; }
  text.invalid { fill: #cf222e; }
  .g0 { fill: #57606a; } .g1 { fill: #0969da; } .g2 { fill: #8250df; }
  .g3 { fill: #1a7f37; } .g4 { fill: #bc4c00; } .g5 { fill: #bf3989; }
  .mark { fill-opacity: 0.8; }
  @media (prefers-color-scheme: dark) {
    text { fill: #d1d7e0; }
    text.suspect { fill: #d4a72c; } text.invalid { fill: #ff7b72; }
    .suspect { stroke: #d4a72c; } .invalid { stroke: #ff7b72; }
    .g0 { fill: #9ea7b3; } .g1 { fill: #58a6ff; } .g2 { fill: #bc8cff; }
    .g3 { fill: #3fb950; } .g4 { fill: #f0883e; } .g5 { fill: #ff7bc0; }
  }`;

const n = (value: number): string => String(Math.round(value * 10) / 10);

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const xOf = (axis: Axis, value: number): number =>
  box.left + placeOn(axis, value) * (box.right - box.left);
const yOf = (axis: Axis, value: number): number =>
  box.bottom - placeOn(axis, value) * (box.bottom - box.top);

const shapes: readonly ((x: number, y: number) => string)[] = [
  (x, y) => `M${n(x - 4)} ${n(y)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z`,
  (x, y) => `M${n(x - 4)} ${n(y - 4)}h8v8h-8z`,
  (x, y) => `M${n(x)} ${n(y - 5)}l5 9h-10z`,
  (x, y) => `M${n(x)} ${n(y - 5.5)}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`,
  (x, y) => `M${n(x)} ${n(y + 5)}l5 -9h-10z`,
  (x, y) => `M${n(x - 5)} ${n(y - 1.5)}h3.5v-3.5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5z`,
];

const shapeOf = (place: number, x: number, y: number): string =>
  shapes[place % shapes.length]?.(x, y) ?? "";

const line = (from: readonly [number, number], to: readonly [number, number], name: string) =>
  `<path class="${name}" d="M${n(from[0])} ${n(from[1])}L${n(to[0])} ${n(to[1])}"/>`;

const text = (at: readonly [number, number], words: string, attributes = ""): string =>
  `<text x="${n(at[0])}" y="${n(at[1])}" ${attributes}>${escape(words)}</text>`;

const drawAxes = ({ x, y }: Scatter): string[] => [
  ...x.ticks.flatMap((tick) => {
    const at = xOf(x, tick);
    return [
      line([at, box.top], [at, box.bottom], "grid"),
      text([at, box.bottom + 20], x.textOf(tick), 'text-anchor="middle"'),
    ];
  }),
  ...y.ticks.flatMap((tick) => {
    const at = yOf(y, tick);
    return [
      line([box.left, at], [box.right, at], "grid"),
      text([box.left - 8, at + 4], y.textOf(tick), 'text-anchor="end"'),
    ];
  }),
  `<path class="frame" d="M${box.left} ${box.top}V${box.bottom}H${box.right}"/>`,
  text([(box.left + box.right) / 2, box.bottom + 44], x.title, 'text-anchor="middle"'),
  text(
    [18, (box.top + box.bottom) / 2],
    y.title,
    `text-anchor="middle" transform="rotate(-90 18 ${(box.top + box.bottom) / 2})"`,
  ),
];

const drawGuides = ({ x, y, verticals, horizontals }: Scatter): string[] => [
  ...verticals.flatMap(({ at, text: words, tone }) => {
    const left = xOf(x, at);
    // The two texts would meet: each keeps to its own side.
    const anchor = tone === "suspect" ? "end" : "start";
    const name = `class="${tone}" text-anchor="${anchor}"`;
    return [
      line([left, box.top], [left, box.bottom], tone),
      text([left, box.top - 8], words, name),
    ];
  }),
  ...horizontals.flatMap(({ at, text: words, tone }) => {
    const top = yOf(y, at);
    return [
      line([box.left, top], [box.right, top], tone),
      text([box.left + 6, top - 5], words, `class="${tone}"`),
    ];
  }),
];

const drawMarks = ({ x, y, groups, marks }: Scatter): string[] =>
  marks.map((mark) => {
    const place = groups.indexOf(mark.group);
    const d = shapeOf(place, xOf(x, mark.x), yOf(y, mark.y));
    return `<path class="mark g${place}" d="${d}"><title>${escape(mark.title)}</title></path>`;
  });

const drawLegend = ({ groups }: Scatter): string[] =>
  groups.flatMap((group, place) => {
    const top = box.top + 8 + place * 24;
    return [
      `<path class="mark g${place}" d="${shapeOf(place, box.right + 18, top)}"/>`,
      text([box.right + 32, top + 4], group),
    ];
  });

/** The figure as SVG. */
export const drawScatter = (scatter: Scatter): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escape(scatter.title)}</title>`,
    `<style>${style}\n</style>`,
    text([box.left, 28], scatter.title, 'class="title"'),
    ...drawAxes(scatter),
    ...drawGuides(scatter),
    ...drawMarks(scatter),
    ...drawLegend(scatter),
    "</svg>\n",
  ].join("\n");
