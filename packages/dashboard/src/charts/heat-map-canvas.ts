// A heat map on a canvas of its own, with the axes of the line charts.
import type { HeatMapData } from "../model/chart-data.ts";
import { clockText, clockTicks, latencyText, logTicks } from "./axis-ticks.ts";
import { heatPixels, type HeatPixels } from "./heat-pixels.ts";
import type { CreateCanvas, PlotCanvas } from "./plot-canvas.ts";
import type { PlotColours } from "./plot-colours.ts";
import { areaWidth, plotInsets, timeToX, type TimeWindow } from "./time-scale.ts";

/** Puts a heat map into an element. */
export const createHeatMapCanvas: CreateCanvas<HeatMapData> = (host, colours) =>
  new HeatMapCanvas(host, colours);

class HeatMapCanvas implements PlotCanvas<HeatMapData> {
  readonly #canvas = document.createElement("canvas");
  readonly #small = document.createElement("canvas");
  #colours: PlotColours;
  #last: { readonly data: HeatMapData; readonly window: TimeWindow } | null = null;
  #size = { width: 0, height: 0 };

  constructor(host: HTMLElement, colours: PlotColours) {
    this.#colours = colours;
    host.append(this.#canvas);
  }

  draw(data: HeatMapData, window: TimeWindow): void {
    this.#last = { data, window };
    const context = this.#canvas.getContext("2d");
    if (context === null || this.#size.width === 0) return;
    const ratio = devicePixelRatio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.#size.width, this.#size.height);
    this.#drawAxes(context, data, window);
    this.#drawCells(context, data, window);
  }

  resize(width: number, height: number): void {
    this.#size = { width, height };
    this.#canvas.width = Math.round(width * devicePixelRatio);
    this.#canvas.height = Math.round(height * devicePixelRatio);
    this.#redraw();
  }

  recolour(colours: PlotColours): void {
    this.#colours = colours;
    this.#redraw();
  }

  destroy(): void {
    this.#canvas.remove();
  }

  #redraw(): void {
    if (this.#last !== null) this.draw(this.#last.data, this.#last.window);
  }

  #drawCells(context: CanvasRenderingContext2D, data: HeatMapData, window: TimeWindow): void {
    const width = areaWidth(this.#size.width);
    const pixels = heatPixels(data, window, Math.round(width * devicePixelRatio));
    if (pixels.height === 0 || !paint(this.#small, pixels, this.#colours.heat)) return;
    context.imageSmoothingEnabled = false;
    context.drawImage(this.#small, plotInsets.left, plotInsets.top, width, this.#areaHeight());
  }

  #drawAxes(context: CanvasRenderingContext2D, data: HeatMapData, window: TimeWindow): void {
    const width = areaWidth(this.#size.width);
    const height = this.#areaHeight();
    const bottom = plotInsets.top + height;
    context.font = this.#colours.font;
    context.fillStyle = this.#colours.quiet;
    context.strokeStyle = this.#colours.line;
    context.textBaseline = "top";
    context.textAlign = "center";
    for (const tick of clockTicks(window, width)) {
      const x = plotInsets.left + timeToX(tick, window, width);
      line(context, [x, plotInsets.top], [x, bottom]);
      context.fillText(clockText(tick), x, bottom + 5);
    }
    const low = data.edgesMs[0];
    const high = data.edgesMs.at(-1);
    if (low === undefined || high === undefined) return;
    context.textBaseline = "middle";
    context.textAlign = "right";
    for (const tick of logTicks(low, high, height / 18)) {
      const y = bottom - (Math.log(tick / low) / Math.log(high / low)) * height;
      line(context, [plotInsets.left, y], [plotInsets.left + width, y]);
      context.fillText(latencyText(tick), plotInsets.left - 6, y);
    }
  }

  #areaHeight(): number {
    return this.#size.height - plotInsets.top - plotInsets.bottom;
  }
}

type Point = readonly [x: number, y: number];

// Half a pixel aside, so that a line of one pixel fills one and not two by half.
const line = (context: CanvasRenderingContext2D, from: Point, to: Point): void => {
  context.beginPath();
  context.moveTo(Math.round(from[0]) + 0.5, Math.round(from[1]) + 0.5);
  context.lineTo(Math.round(to[0]) + 0.5, Math.round(to[1]) + 0.5);
  context.stroke();
};

const paint = (canvas: HTMLCanvasElement, pixels: HeatPixels, heat: readonly string[]): boolean => {
  canvas.width = pixels.width;
  canvas.height = pixels.height;
  const context = canvas.getContext("2d");
  if (context === null) return false;
  const palette = Uint32Array.from(heat, (colour) => pixelOf(context, colour));
  const image = context.createImageData(pixels.width, pixels.height);
  // A pixel in one write, and level -1 finds no colour: what is not written stays transparent.
  const words = new Uint32Array(image.data.buffer);
  for (let at = 0; at < words.length; at += 1) words[at] = palette[pixels.levels[at] ?? -1] ?? 0;
  context.putImageData(image, 0, 0);
  return true;
};

// A context turns every colour of a style sheet into #rrggbb; in memory a pixel is red, green, blue, alpha.
const pixelOf = (context: CanvasRenderingContext2D, colour: string): number => {
  context.fillStyle = colour;
  const hex = context.fillStyle;
  const bytes = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return new Uint32Array(Uint8Array.of(...bytes, 255).buffer)[0] ?? 0;
};
