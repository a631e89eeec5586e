// Puts rows into order by one column.
import type { TableColumn, TableRow, TableSort } from "./table-row.ts";

/** The next order of a column: numbers begin with the largest, words with the first; then the other way, then none. */
export const nextSort = (sort: TableSort, column: TableColumn): TableSort => {
  const first = column.align === "end" ? "descending" : "ascending";
  if (sort?.key !== column.key) return { key: column.key, order: first };
  if (sort.order !== first) return null;
  return { key: column.key, order: first === "ascending" ? "descending" : "ascending" };
};

/** The rows in that order; rows without a number come last either way, equal ones stay as they were. */
export const sortRows = (rows: readonly TableRow[], sort: TableSort): readonly TableRow[] => {
  if (sort === null) return rows;
  const { key, order } = sort;
  const sign = order === "ascending" ? 1 : -1;
  return rows.toSorted((left, right) => compareCells(left, right, key, sign));
};

const compareCells = (left: TableRow, right: TableRow, key: string, sign: number): number => {
  const [x, y] = [left.cells[key]?.value, right.cells[key]?.value];
  if (isNumber(x) && isNumber(y)) return sign * (x - y);
  if (isNumber(x) || isNumber(y)) return Number(isNumber(y)) - Number(isNumber(x));
  return sign * textOf(left, key).localeCompare(textOf(right, key));
};

const isNumber = (value: number | null | undefined): value is number => typeof value === "number";

const textOf = (row: TableRow, key: string): string => row.cells[key]?.text ?? "";
