// Lines that somebody hid from a chart. The last one stays: an empty chart would say that nothing was
// measured.
import type { ChartData } from "../model/chart-data.ts";

/** Hides a line, or shows it again. */
export const toggleLine = (
  hidden: ReadonlySet<string>,
  name: string,
  { lines }: Pick<ChartData, "lines">,
): ReadonlySet<string> => {
  const next = new Set(hidden);
  if (!next.delete(name)) next.add(name);
  return lines.every((line) => next.has(line.name)) ? hidden : next;
};

/** The chart without them. */
export const withoutLines = (data: ChartData, hidden: ReadonlySet<string>): ChartData =>
  hidden.size === 0 ? data : { ...data, lines: data.lines.filter(({ name }) => !hidden.has(name)) };
