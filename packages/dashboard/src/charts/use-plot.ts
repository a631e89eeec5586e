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

/** A canvas on the page. */
export interface Plot {
  /** Where the canvas goes. */
  readonly host: RefObject<HTMLDivElement | null>;
  readonly size: PlotSize;
  /** Time that the canvas shows now: what lies above it must not run ahead of it. */
  readonly drawn: TimeWindow;
}

/** Keeps a canvas of this kind up to date. */
export const usePlot = <Data>(create: CreateCanvas<Data>, data: Data, window: TimeWindow): Plot => {
  const host = useRef<HTMLDivElement>(null);
  const mount = useRef<PlotMount<Data> | null>(null);
  const [size, setSize] = useState<PlotSize>({ width: 0, height: 0 });
  const [drawn, setDrawn] = useState(window);
  useEffect(() => {
    if (host.current === null) return undefined;
    const made = new PlotMount(host.current, create, { setSize, setDrawn });
    mount.current = made;
    return () => made.destroy();
  }, [create]);
  useEffect(() => mount.current?.show(data, window), [data, window.fromS, window.toS]);
  return { host, size, drawn };
};

interface PlotListener {
  setSize(size: PlotSize): void;
  setDrawn(window: TimeWindow): void;
}

class PlotMount<Data> {
  readonly #canvas: PlotCanvas<Data>;
  readonly #listener: PlotListener;
  readonly #letGo: () => void;
  #newest: { readonly data: Data; readonly window: TimeWindow } | null = null;

  constructor(host: HTMLElement, create: CreateCanvas<Data>, listener: PlotListener) {
    this.#listener = listener;
    this.#canvas = create(host, readColours(host));
    const observer = new ResizeObserver(() => {
      const size = { width: host.clientWidth, height: host.clientHeight };
      this.#canvas.resize(size.width, size.height);
      listener.setSize(size);
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
    if (this.#newest === null) return;
    this.#canvas.draw(this.#newest.data, this.#newest.window);
    this.#listener.setDrawn(this.#newest.window);
  };
}
