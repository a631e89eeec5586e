// Values as legends and tables of charts show them: as everywhere on the page, and whole numbers as such.
import { formatCount, formatFigure } from "@gadfly/shared/units/format-number";

/** A value of a chart with its unit; a dash where nothing was measured. */
export const figureText = (value: number | null | undefined, unit: string): string => {
  const isWhole = typeof value === "number" && Number.isInteger(value) && unit === "";
  const text = isWhole ? formatCount(value) : formatFigure(value);
  return unit === "" || typeof value !== "number" ? text : `${text} ${unit}`;
};
