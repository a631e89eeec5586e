// One line about a run under way: with a bar for a terminal, without one when piped.
import { formatProgress } from "@gadfly/shared/units/format-elapsed";
import { formatCount, formatFigure, formatRate } from "@gadfly/shared/units/format-number";
import type { Colour } from "./colour.ts";
import type { ConsoleStyle } from "./console-style.ts";
import type { LiveView } from "./live-view.ts";
import { printable } from "./printable.ts";
import { displayWidth, truncate } from "./text/text-width.ts";

const widestBar = 30;
const narrowestBar = 10;

interface Part {
  readonly text: string;
  /** 0 stays; the highest rank goes first when room is short. */
  readonly rank: number;
}

/** For a terminal: exactly one line of at most this width, to be drawn over the one before. */
export function formatProgressLine(view: LiveView, { width, colour }: ConsoleStyle): string {
  // The bar gives way to the figures of rank 0 to 2 only.
  const barRoom = view.totalMs === null ? 0 : narrowestBar + 3;
  const besideBar = fitParts(describe(view, colour), width - barRoom, 3);
  const parts = joinParts(fitParts(besideBar, width, 1));
  const bar = formatBar(view, width - displayWidth(parts) - 1);
  return truncate(bar === "" ? parts : `${bar} ${parts}`, width);
}

/** For a pipe or a log: the same figures, nothing that depends on a terminal. */
export const formatPlainProgress = (view: LiveView, colour: Colour): string =>
  joinParts(describe(view, colour));

function describe(view: LiveView, colour: Colour): Part[] {
  const { total } = view;
  const fails = `fails ${formatCount(total.failures)}`;
  const isSteady = view.state === "running";
  return [
    { text: formatProgress(view.elapsedMs, view.totalMs), rank: 0 },
    ...(isSteady ? [] : [{ text: printable(view.state), rank: 3 }]),
    { text: `users ${formatCount(view.users)}/${formatCount(view.targetUsers)}`, rank: 0 },
    { text: `in flight ${formatCount(view.inFlight)}`, rank: 2 },
    { text: `rps ${formatRate(total.rps)}`, rank: 0 },
    { text: `tok/s ${formatRate(total.outputTps)}`, rank: 1 },
    ...(typeof total.ttftMs?.p50 !== "number"
      ? []
      : [{ text: `ttft ${formatFigure(total.ttftMs.p50)} ms`, rank: 4 }]),
    { text: total.failures > 0 ? colour.red(fails) : fails, rank: 0 },
  ];
}

const joinParts = (parts: readonly Part[]): string => parts.map(({ text }) => text).join("  ");

// Leaves out parts of at least this rank, the highest first, until the rest fits.
function fitParts(parts: readonly Part[], width: number, leastRank: number): readonly Part[] {
  const highest = Math.max(...parts.map(({ rank }) => rank));
  if (highest < leastRank || displayWidth(joinParts(parts)) <= width) return parts;
  return fitParts(
    parts.filter(({ rank }) => rank < highest),
    width,
    leastRank,
  );
}

function formatBar(view: LiveView, room: number): string {
  if (view.totalMs === null || view.totalMs <= 0 || room < narrowestBar + 2) return "";
  const size = Math.min(widestBar, room - 2);
  const share = Math.min(1, Math.max(0, view.elapsedMs / view.totalMs));
  const filled = Math.floor(share * size);
  const bar = filled === size ? "=".repeat(size) : `${"=".repeat(filled)}>`.padEnd(size);
  return `[${bar}]`;
}
