// Rows as CSV (RFC 4180). A cell that a spreadsheet would take for a formula is kept from being one:
// texts in it come from servers.

/** One value of a row; null is empty. */
export type CsvCell = string | number | null;

const toText = (cell: CsvCell): string => {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** The rows as text. */
export const toCsv = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map(toText).join(",")}\r\n`).join("");
