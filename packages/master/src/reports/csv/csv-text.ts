// Lines of CSV (RFC 4180) from text that may hold anything.
import { printable } from "../../console/printable.ts";

/** What a cell holds; null: nothing was measured. */
export type CsvCell = string | number | null;

/** Locust's word for what there is no number of; readers of CSV take it for absent. */
const absent = "N/A";
/** A spreadsheet would run a text that begins like this. */
const formula = /^[=+\-@]/u;

const cellText = (cell: CsvCell): string => {
  if (cell === null) return absent;
  // Rates are quotients; six decimals tell a request a week.
  if (typeof cell === "number") return String(Math.round(cell * 1e6) / 1e6);
  const text = printable(cell);
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** One line, with its end. */
export const csvLine = (cells: readonly CsvCell[]): string =>
  `${cells.map(cellText).join(",")}\r\n`;
