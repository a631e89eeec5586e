// A table of columns that always fits: the least important columns go first, then the flexible
// one is cut with …; nothing ever wraps.
import type { ConsoleStyle } from "../console-style.ts";
import { layoutColumns, type TableColumn } from "./table-layout.ts";
import { displayWidth, pad, truncate } from "./text-width.ts";

/** What to print. Cells may carry colour codes. */
export interface TextTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Rows after a closing rule. */
  readonly footer?: readonly (readonly string[])[];
}

/** How to print it. */
export interface TableStyle extends ConsoleStyle {
  /** Lines between groups of columns and under the header, as in Locust's table. */
  readonly isRuled?: boolean;
}

interface PlacedColumn {
  readonly column: TableColumn;
  readonly index: number;
  readonly width: number;
  /** What stands before it, on text lines and on rules. */
  readonly before: string;
  readonly ruleBefore: string;
}

/** The table's lines, none longer than the width. */
export function formatTable(table: TextTable, style: TableStyle): string[] {
  const placed = placeColumns(table, style);
  const line = (cells: readonly string[]): string =>
    placed
      .map(({ before, column, index, width }) => {
        const cell = truncate(cells[index] ?? "", width);
        return before + pad(cell, width, column.align);
      })
      .join("")
      .trimEnd();
  const rule = style.isRuled ? [style.colour.dim(formatRule(placed))] : [];
  const footer = table.footer === undefined ? [] : [...rule, ...table.footer.map(line)];
  return [...formatHeader(placed, style), ...rule, ...table.rows.map(line), ...footer].map((text) =>
    truncate(text, style.width),
  );
}

function placeColumns(table: TextTable, style: TableStyle): PlacedColumn[] {
  const cells = [...table.rows, ...(table.footer ?? [])];
  const natural = table.columns.map((column, index) =>
    Math.max(
      column.minWidth ?? 0,
      displayWidth(column.title),
      ...cells.map((row) => displayWidth(row[index] ?? "")),
    ),
  );
  const isRuled = style.isRuled ?? false;
  const gapBefore = (column: TableColumn, previous: TableColumn): string => {
    if (!isRuled) return "  ";
    return column.group === previous.group ? " " : " │";
  };
  const kept = layoutColumns(table.columns, natural, {
    width: style.width,
    gap: (column, previous) => gapBefore(column, previous).length,
  });
  return kept.map(({ column, index, width }, place) => {
    const previous = kept[place - 1]?.column;
    const before = previous === undefined ? "" : gapBefore(column, previous);
    return {
      column,
      index,
      width,
      before,
      ruleBefore: before.replace(" │", "─┼").replace(/^ +$/u, "─"),
    };
  });
}

function formatHeader(placed: readonly PlacedColumn[], style: TableStyle): string[] {
  const titles = placed
    .map(
      ({ before, column, width }) =>
        before + pad(column.title, width, column.titleAlign ?? column.align),
    )
    .join("")
    .trimEnd();
  const hasGroups = placed.some(({ column }) => column.group !== undefined && column.group !== "");
  const lines = hasGroups ? [formatGroupTitles(placed), titles] : [titles];
  return lines.map(style.colour.bold);
}

// A group's title stands at the right end of its columns, over the numbers.
const formatGroupTitles = (placed: readonly PlacedColumn[]): string =>
  placed
    .map(({ before, column }, place) => {
      if (place > 0 && placed[place - 1]?.column.group === column.group) return "";
      const width = groupWidth(placed, place);
      return before + pad(truncate(column.group ?? "", width), width, "right");
    })
    .join("")
    .trimEnd();

const groupWidth = (placed: readonly PlacedColumn[], from: number): number => {
  const group = placed[from]?.column.group;
  let width = 0;
  for (const [offset, next] of placed.slice(from).entries()) {
    if (next.column.group !== group) break;
    width += next.width + (offset === 0 ? 0 : next.before.length);
  }
  return width;
};

const formatRule = (placed: readonly PlacedColumn[]): string =>
  placed.map(({ ruleBefore, width }) => ruleBefore + "─".repeat(width)).join("");
