// Rows of figures as a table of texts: what the terminal and the page both show.
import type { Row } from "../suite.ts";
import { formatFigure, formatHeading } from "./format-value.ts";

/** The cells of a table; each line has as many as there are headings. */
export interface FigureTable {
  readonly headings: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/** One column for every figure that any row has; a row without it has an empty cell. */
export function toFigureTable(rows: readonly Row[]): FigureTable {
  const columns = [...new Set(rows.flatMap(({ figures }) => figures.map(formatHeading)))];
  const lines = rows.map(({ label, figures }) => {
    const cells = new Map(figures.map((figure) => [formatHeading(figure), formatFigure(figure)]));
    return [label, ...columns.map((column) => cells.get(column) ?? "")];
  });
  return { headings: ["", ...columns], lines };
}
