// What the keys do: in one line at the bottom, and at length after "?".
import { truncate } from "../../text/text-width.ts";
import type { LiveDetails } from "../live-details.ts";
import type { ScreenStyle } from "../screen-style.ts";
import type { Section } from "../section.ts";

const helpLines: readonly string[] = [
  "w W      1 or 10 users more",
  "s S      1 or 10 users fewer",
  "q        stops the run in order, as Ctrl-C does; once more: at once",
  "?        hides this help",
  "Rates now are means of ten seconds, latencies now those of the last second.",
  "A column is the highest of its seconds; bars begin at zero.",
];

const lineOf = (state: string): string =>
  state === "stopping"
    ? "q again: do not wait for running requests"
    : "w W s S users · q stop · ? help";

/** The line at the bottom. */
export const keysSection = ({ state }: LiveDetails, style: ScreenStyle): Section => ({
  rank: 1,
  least: style.hasKeys ? 1 : 0,
  most: style.hasKeys ? 1 : 0,
  draw: () => [style.colour.dim(truncate(lineOf(state), style.width))],
});

/** The help, where it was asked for. */
export const helpSection = (style: ScreenStyle): Section => ({
  rank: 1.5,
  least: style.isHelpShown ? 4 : 0,
  most: style.isHelpShown ? helpLines.length : 0,
  draw: (room) => helpLines.slice(0, room).map((line) => truncate(line, style.width)),
});
