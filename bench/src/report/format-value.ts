// Numbers as people read them: three or four digits, and no more than were measured.
import type { Figure } from "../suite.ts";

const decimalsOf = (size: number): number => {
  if (size >= 100 || size === 0) return 0;
  if (size >= 10) return 1;
  return size >= 1 ? 2 : 3;
};

/** Such as 20,040 or 14.7 or 0.102. */
export function formatValue(value: number): string {
  const decimals = decimalsOf(Math.abs(value));
  return value.toLocaleString("en", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** The median and, where there were several rounds, the lowest and the highest value. */
export function formatFigure({ median, min, max, values }: Figure): string {
  if (values.length < 2) return formatValue(median);
  return `${formatValue(median)} (${formatValue(min)}–${formatValue(max)})`;
}

/** The heading of a column. */
export const formatHeading = ({ name, unit }: Figure): string => `${name}, ${unit}`;
