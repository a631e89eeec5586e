// Figures out of measured values.
import type { Figure } from "../suite.ts";

/** The value in the middle; of an even number of values, halfway between the two in the middle. */
export function medianOf(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("no values have no median");
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return (upper + lower) / 2;
}

/** Three decimals: more were never measured. */
const round = (value: number): number => Math.round(value * 1000) / 1000;

/** A figure from one value per round. */
export function toFigure(name: string, unit: string, values: readonly number[]): Figure {
  return {
    name,
    unit,
    values: values.map(round),
    median: round(medianOf(values)),
    min: round(Math.min(...values)),
    max: round(Math.max(...values)),
  };
}
