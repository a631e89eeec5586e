// Which steps a table shows of a chart that has hundreds.
import type { TimeWindow } from "./time-scale.ts";

/** Indices of the steps in a window, evenly chosen where there are more than fit; the newest comes first. */
export const tableRows = (
  times: readonly number[],
  window: TimeWindow,
  mostRows: number,
): number[] => {
  const seen = [...times.keys()].filter((at) => {
    const timeS = times[at] ?? 0;
    return timeS >= window.fromS && timeS <= window.toS;
  });
  const every = Math.max(1, Math.ceil(seen.length / mostRows));
  return seen.reverse().filter((_, at) => at % every === 0);
};
