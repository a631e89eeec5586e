// Keeps a canvas in an element: makes it once, gives it new data, follows size and theme, takes it away.
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { drawNoMore, drawSoon } from "./draw-queue.ts";
import type { CreateCanvas, PlotCanvas } from "./plot-canvas.ts";
import { readColours, watchTheme } from "./plot-colours.ts";
import type { TimeWindow } from "./time-scale.ts";

/** Size of a plot with its axes, in CSS pixels; 0 until it is known. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

/** Where to put the canvas, and how large it is. */
export const usePlot = <Data>(
  create: CreateCanvas<Data>,
  data: Data,
  window: TimeWindow,
): readonly [RefObject<HTMLDivElement | null>, PlotSize] => {
  const host = useRef<HTMLDivElement>(null);
  const mount = useRef<PlotMount<Data> | null>(null);
  const [size, setSize] = useState<PlotSize>({ width: 0, height: 0 });
  useEffect(() => {
    if (host.current === null) return undefined;
    const made = new PlotMount(host.current, create, setSize);
    mount.current = made;
    return () => made.destroy();
  }, [create]);
  useEffect(() => mount.current?.show(data, window), [data, window.fromS, window.toS]);
  return [host, size];
};

class PlotMount<Data> {
  readonly #canvas: PlotCanvas<Data>;
  readonly #letGo: () => void;
  #newest: { readonly data: Data; readonly window: TimeWindow } | null = null;

  constructor(host: HTMLElement, create: CreateCanvas<Data>, onSize: (size: PlotSize) => void) {
    this.#canvas = create(host, readColours(host));
    const observer = new ResizeObserver(() => {
      const size = { width: host.clientWidth, height: host.clientHeight };
      this.#canvas.resize(size.width, size.height);
      onSize(size);
      drawSoon(this.#draw);
    });
    observer.observe(host);
    const forget = watchTheme(() => this.#canvas.recolour(readColours(host)));
    this.#letGo = () => {
      observer.disconnect();
      forget();
    };
  }

  show(data: Data, window: TimeWindow): void {
    this.#newest = { data, window };
    drawSoon(this.#draw);
  }

  destroy(): void {
    drawNoMore(this.#draw);
    this.#letGo();
    this.#canvas.destroy();
  }

  readonly #draw = (): void => {
    if (this.#newest !== null) this.#canvas.draw(this.#newest.data, this.#newest.window);
  };
}
