// Colours that are drawn on a canvas: taken from the style sheet, and taken anew when the theme changes.
import type { LineTone } from "../model/chart-data.ts";
import { heatLevelCount } from "./heat-levels.ts";

/** What canvases need to know of the style sheet. */
export interface PlotColours {
  readonly tones: Readonly<Record<LineTone, string>>;
  readonly quiet: string;
  readonly line: string;
  /** Of the levels of a heat map, the lowest first. */
  readonly heat: readonly string[];
  readonly font: string;
}

/** Reads the colours that hold for an element now. */
export const readColours = (element: Element): PlotColours => {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    tones: {
      first: read("tone-first"),
      second: read("tone-second"),
      "fan-1": read("fan-1"),
      "fan-2": read("fan-2"),
      "fan-3": read("fan-3"),
      "fan-4": read("fan-4"),
      bad: read("bad"),
      quiet: read("quiet"),
    },
    quiet: read("quiet"),
    line: read("line"),
    heat: Array.from({ length: heatLevelCount }, (_, level) => read(`heat-${level}`)),
    font: `11px ${style.fontFamily}`,
  };
};

/** Calls back when the system or the page changes between light and dark, or the page is printed. */
export const watchTheme = (tell: () => void): (() => void) => {
  const queries = ["(prefers-color-scheme: dark)", "print"].map((query) => matchMedia(query));
  const observer = new MutationObserver(tell);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  for (const query of queries) query.addEventListener("change", tell);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener("change", tell);
  };
};
