// Parts of the live view that share the rows of a terminal: each says how little it can do with and
// how much it would like, and draws itself into what it gets.

/** One part of the screen. Without anything to show its `most` is 0, otherwise its `least` is above 0. */
export interface Section {
  /** The lowest gets its rows first. */
  readonly rank: number;
  /** With less than this it is left out. */
  readonly least: number;
  readonly most: number;
  /** At most `room` lines; `room` lies between `least` and `most`. */
  readonly draw: (room: number) => readonly string[];
}

/** The lines of all sections in their order, at most `height`; blank lines between them if they fit. */
export const fitSections = (sections: readonly Section[], height: number): string[] => {
  const rooms = shareRows(sections, height);
  const drawn = sections
    .map((section, place) => {
      const room = rooms[place] ?? 0;
      return room === 0 ? [] : section.draw(room);
    })
    .filter((lines) => lines.length > 0);
  const used = drawn.reduce((sum, lines) => sum + lines.length, 0);
  const hasBlanks = used + drawn.length - 1 <= height;
  return drawn.flatMap((lines, place) => (hasBlanks && place > 0 ? ["", ...lines] : lines));
};

/** Everybody's least by rank, then a row each in turn for as long as there are any. */
const shareRows = (sections: readonly Section[], height: number): number[] => {
  const rooms = sections.map(() => 0);
  const byRank = [...sections.entries()]
    .filter(([, { most }]) => most > 0)
    .toSorted(([, a], [, b]) => a.rank - b.rank);
  let left = height;
  const give = (place: number, rows: number): void => {
    rooms[place] = (rooms[place] ?? 0) + rows;
    left -= rows;
  };
  for (const [place, { least }] of byRank) if (least <= left) give(place, least);
  const wantsMore = ([place, { most }]: [number, Section]): boolean =>
    (rooms[place] ?? 0) > 0 && (rooms[place] ?? 0) < most;
  for (
    let hungry = byRank.filter(wantsMore);
    hungry.length > 0;
    hungry = hungry.filter(wantsMore)
  ) {
    if (left === 0) break;
    for (const [place] of hungry) if (left > 0) give(place, 1);
  }
  return rooms;
};
