// Line charts with uPlot: the only file that knows it. uPlot draws axes and lines; crosshair, marks and
// ranges lie above it, the same for all kinds of chart.
// oxlint-disable-next-line import/no-unassigned-import -- it must run before uPlot does
import "./known-language.ts";
import uPlot from "uplot";
import type { ChartData, ChartLine } from "../model/chart-data.ts";
import { clockText, clockTicks, shortText } from "./axis-ticks.ts";
import type { CreateCanvas, PlotCanvas } from "./plot-canvas.ts";
import type { PlotColours } from "./plot-colours.ts";
import { areaWidth, plotInsets, type TimeWindow } from "./time-scale.ts";

/** Puts a line chart into an element. */
export const createUplotCanvas: CreateCanvas<ChartData> = (host, colours) =>
  new UplotCanvas(host, colours);

class UplotCanvas implements PlotCanvas<ChartData> {
  readonly #host: HTMLElement;
  #colours: PlotColours;
  #plot: uPlot | null = null;
  #shape = "";
  #window: TimeWindow = { fromS: 0, toS: 1 };
  #size = { width: 0, height: 0 };

  constructor(host: HTMLElement, colours: PlotColours) {
    this.#host = host;
    this.#colours = colours;
  }

  draw(data: ChartData, window: TimeWindow): void {
    this.#window = window;
    if (this.#size.width === 0) return;
    const shape = shapeOf(data.lines);
    const columns = columnsOf(data);
    if (this.#plot === null || shape !== this.#shape) {
      this.#plot?.destroy();
      this.#shape = shape;
      this.#plot = new uPlot(this.#options(data.lines), columns, this.#host);
      return;
    }
    const plot = this.#plot;
    plot.batch(() => plot.setData(columns));
  }

  resize(width: number, height: number): void {
    this.#size = { width, height };
    if (width > 0) this.#plot?.setSize(this.#size);
  }

  recolour(colours: PlotColours): void {
    this.#colours = colours;
    this.#plot?.redraw(false, true);
  }

  destroy(): void {
    this.#plot?.destroy();
    this.#plot = null;
  }

  #options(lines: readonly ChartLine[]): uPlot.Options {
    const axis: uPlot.Axis = {
      stroke: () => this.#colours.quiet,
      font: this.#colours.font,
      grid: { stroke: () => this.#colours.line, width: 1 },
      ticks: { show: false },
    };
    return {
      ...this.#size,
      legend: { show: false },
      cursor: { show: false },
      padding: [plotInsets.top, plotInsets.right, 0, 0],
      scales: {
        x: { time: false, range: () => [this.#window.fromS, this.#window.toS] },
        y: { range: (_, low, high) => roomFor(low, high) },
      },
      axes: [
        {
          ...axis,
          size: plotInsets.bottom,
          gap: 4,
          splits: () => clockTicks(this.#window, areaWidth(this.#size.width)),
          values: (_, splits) => splits.map(clockText),
        },
        {
          ...axis,
          size: plotInsets.left,
          gap: 6,
          space: 32,
          values: (_, splits) => splits.map(shortText),
        },
      ],
      series: [{}, ...lines.map((line) => this.#series(line))],
    };
  }

  #series(line: ChartLine): uPlot.Series {
    const stroke = (): string => this.#colours.tones[line.tone];
    return {
      label: line.name,
      stroke,
      width: 1.5,
      points: { size: 4, stroke, fill: stroke },
      ...(line.isDashed === true && { dash: [5, 4] }),
    };
  }
}

// Lines are compared by what is drawn of them; values change every second and rebuild nothing.
const shapeOf = (lines: readonly ChartLine[]): string =>
  JSON.stringify(lines.map(({ name, tone, isDashed }) => [name, tone, isDashed]));

const columnsOf = (data: ChartData): uPlot.AlignedData => [
  [...data.times],
  ...data.lines.map((line) => [...line.values]),
];

// From zero, with a little room above; uPlot gives null where the window holds no value.
const roomFor = (low: number | null, high: number | null): uPlot.Range.MinMax => {
  const top = high ?? 0;
  return [Math.min(0, (low ?? 0) * 1.05), top > 0 ? top * 1.05 : 1];
};
