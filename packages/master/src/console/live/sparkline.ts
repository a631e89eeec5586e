// A row of small bars. A column stands for one second or more; then it shows the highest of its
// seconds, so that no peak hides, however narrow the terminal.

/** One figure of one second; null where the second had none. */
export interface Sample {
  /** End of the second, in seconds since the start. */
  readonly t: number;
  readonly value: number | null;
}

const bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/** Whole seconds that a column must stand for, so that all of `spanS` fits into `columns`. */
export const secondsPerColumn = (spanS: number, columns: number): number =>
  Math.max(1, Math.ceil(spanS / Math.max(1, columns)));

/** Columns begin at multiples of their length, so that a second stays in its column as time goes on. */
export const toColumns = (
  samples: readonly Sample[],
  seconds: number,
  columns: number,
): (number | null)[] => {
  const columnOf = (t: number): number => Math.max(0, Math.ceil(t / seconds) - 1);
  const newest = columnOf(samples.at(-1)?.t ?? 0);
  const first = Math.max(0, newest - columns + 1);
  const values = Array<number | null>(samples.length === 0 ? 0 : newest - first + 1).fill(null);
  for (const { t, value } of samples) {
    const place = columnOf(t) - first;
    const before = values[place];
    if (value === null || before === undefined) continue;
    values[place] = before === null ? value : Math.max(before, value);
  }
  return values;
};

/** The bars, from zero to the highest of them. Nothing is a gap, zero the lowest bar and only zero is. */
export const drawSparkline = (values: readonly (number | null)[]): string => {
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  return values.map((value) => (value === null ? " " : barOf(value, highest))).join("");
};

const barOf = (value: number, highest: number): string => {
  if (value <= 0 || highest <= 0) return bars[0];
  const step = Math.ceil((value / highest) * (bars.length - 1));
  return bars[Math.min(bars.length - 1, Math.max(1, step))] ?? bars[0];
};
