// What a cell of a table holds: what is read, what is sorted by, and the exact number behind it.
import type { ComponentChildren } from "preact";

/** One cell. */
export interface TableCell {
  /** What is shown; also sorted by when there is no `value`. */
  readonly text: string;
  /** The exact number of the result, null when there is none; absent: the cell is no figure. */
  readonly value?: number | null;
  /** Which metric and which figure of it this is, for those who compare with the result. */
  readonly metric?: string;
  readonly figure?: string;
  /** Drawn in place of the text. */
  readonly show?: ComponentChildren;
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
}

/** What a table is sorted by; null: as the rows came. */
export type TableSort = { readonly key: string; readonly order: "ascending" | "descending" } | null;
