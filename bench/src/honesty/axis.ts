// The scale of one axis of a figure: where a value lies, and which values get a mark.

/** One axis. */
export interface Axis {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly isLogarithmic: boolean;
  /** Values with a mark and a text. */
  readonly ticks: readonly number[];
  readonly textOf: (value: number) => string;
}

const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));

/** Where a value lies on the axis, 0 to 1; values outside lie at its ends. */
export const placeOn = ({ from, to, isLogarithmic }: Axis, value: number): number => {
  const inside = clamp(value, from, to);
  return isLogarithmic
    ? Math.log(inside / from) / Math.log(to / from)
    : (inside - from) / (to - from);
};

/** 1, 10, 100 … from the power of ten at or below `low` to the one at or above `high`. */
export const decades = (low: number, high: number): number[] => {
  const first = Math.floor(Math.log10(low));
  const last = Math.max(first + 1, Math.ceil(Math.log10(high)));
  return Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
};
