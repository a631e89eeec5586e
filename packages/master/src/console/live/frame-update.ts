// What to write so that a terminal shows the next frame instead of the one before. Only lines that
// changed are written. Between two frames the cursor rests at the first column of the first line: a
// terminal that breaks lines anew after a resize keeps it there, so that what is below can be cleared.

const escape = String.fromCodePoint(27);

const clearBelow = `\r${escape}[J`;

const hideCursor = `${escape}[?25l`;
const clearRestOfLine = `${escape}[K`;
// Terminals that know mode 2026 show all of an update at once; the others ignore it.
const beginUpdate = `${escape}[?2026h`;
const endUpdate = `${escape}[?2026l`;
// A character that is wider than we thought is cut off at the edge and does not break the line.
const wrapOff = `${escape}[?7l`;
const wrapOn = `${escape}[?7h`;

/** Opens an update with a clear screen below the cursor; `redrawFrame` ends it. */
export const openUpdate = `${beginUpdate}${clearBelow}`;

/** Shows the cursor again, and clears the frame. */
export const leaveFrame = `${clearBelow}${wrapOn}${escape}[?25h`;

const up = (rows: number): string => (rows > 0 ? `${escape}[${rows}A` : "");
const down = (rows: number): string => (rows > 0 ? `${escape}[${rows}B` : "");

/** The writes from one frame to the next, "" where nothing changed. `before` is empty on a clear screen. */
export const updateFrame = (before: readonly string[], next: readonly string[]): string => {
  const moves = moveThrough(before, next);
  return moves === "" ? "" : wrapUpdate(moves);
};

/** The writes for a frame on a screen of which nothing is known below the cursor. */
export const redrawFrame = (frame: readonly string[]): string =>
  wrapUpdate(clearBelow + moveThrough([], frame));

const wrapUpdate = (writes: string): string =>
  `${beginUpdate}${hideCursor}${wrapOff}${writes}${wrapOn}${endUpdate}`;

const moveThrough = (before: readonly string[], next: readonly string[]): string => {
  let writes = "";
  let row = 0;
  // Rows up to here are on the screen; beyond them only a line feed makes room.
  const known = Math.max(0, before.length - 1);
  const goTo = (wanted: number): void => {
    const below = Math.max(row, Math.min(wanted, known));
    writes += `${down(below - row)}${"\n".repeat(wanted - below)}\r`;
    row = wanted;
  };
  for (const [place, line] of next.entries()) {
    if (line === before[place]) continue;
    goTo(place);
    writes += line + clearRestOfLine;
  }
  if (next.length < before.length) {
    goTo(next.length);
    writes += clearBelow;
  }
  return writes === "" ? "" : `${writes}\r${up(row)}`;
};
