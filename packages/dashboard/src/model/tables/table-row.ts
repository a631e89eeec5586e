// What a table holds: what is read, what is sorted by, and the exact number behind it.

/** What the colour of a word means. */
export type Tone = "good" | "warn" | "bad" | "quiet";

/** One cell. */
export interface TableCell {
  /** What is shown; also sorted by when there is no number. */
  readonly text: string;
  /** The exact number of the result, null when there is none; absent: the cell is no figure. */
  readonly value?: number | null;
  /** Which metric and which figure of it this is, for those who compare with the result. */
  readonly metric?: string;
  readonly figure?: string;
  /** Why the figure says little: it is shown quiet. */
  readonly thin?: string;
  /** Smaller, below the text. */
  readonly note?: string;
  /** Shown as a badge. */
  readonly tone?: Tone;
  /** Text of a server or a worker, of any length: folded, and marked off from ours. */
  readonly isForeign?: true;
}

/** One row: a cell by the key of its column. */
export interface TableRow {
  readonly key: string;
  readonly cells: Readonly<Record<string, TableCell>>;
}

/** One column. The first is the head of its rows. */
export interface TableColumn {
  readonly key: string;
  readonly title: string;
  readonly unit?: string;
  /** end: numbers. */
  readonly align: "start" | "end";
  /** Holds sentences: never narrower than they can be read. */
  readonly isWide?: true;
  /** Holds single words, never broken. */
  readonly isWord?: true;
}

/** What a table is sorted by; null: as the rows came. */
export type TableSort = { readonly key: string; readonly order: "ascending" | "descending" } | null;
