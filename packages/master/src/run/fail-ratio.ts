// --max-fail-ratio: do so many requests fail that going on is of no use? Looks at closed intervals only,
// so that what is judged is what the result will say.
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { Plan } from "@gadfly/shared/plan/plan";
import type { TimelineRow } from "@gadfly/shared/result/result-rows";
import { formatDuration } from "@gadfly/shared/units/duration";

/** How much failure a run bears, and over which time it is taken. */
export type FailLimit = NonNullable<Plan["maxFailRatio"]>;

/** Requests that ended within the window, and those of them that failed. */
export interface FailCount {
  readonly failed: number;
  readonly ended: number;
}

type Row = Pick<TimelineRow, "rps" | "failuresPerS">;

/**
 * The counts of the last window when they break the limit, else null. There must have been a whole
 * window: one failure in the first second says little. If all fail, that breaks every limit, also 1.
 */
export const findFailure = (
  rows: readonly Row[],
  { ratio, windowMs }: FailLimit,
  intervalMs: number,
): FailCount | null => {
  const length = Math.ceil(windowMs / intervalMs);
  if (rows.length < length) return null;
  const window = rows.slice(-length);
  const countOf = (rate: (row: Row) => number): number =>
    window.reduce((sum, row) => sum + Math.round((rate(row) * intervalMs) / 1000), 0);
  const ended = countOf(({ rps }) => rps);
  const failed = countOf(({ failuresPerS }) => failuresPerS);
  const isBroken = failed > ratio * ended || (failed > 0 && failed === ended);
  return isBroken ? { failed, ended } : null;
};

/** Looks at each interval of one run once. */
export class FailWatch {
  readonly #plan: Pick<Plan, "maxFailRatio" | "intervalMs">;
  #seenRows = 0;

  constructor(plan: Pick<Plan, "maxFailRatio" | "intervalMs">) {
    this.#plan = plan;
  }

  /** Why the run should end, or null. */
  look(rows: readonly Row[]): GadflyError | null {
    const { maxFailRatio, intervalMs } = this.#plan;
    if (maxFailRatio === null || rows.length === this.#seenRows) return null;
    this.#seenRows = rows.length;
    const failure = findFailure(rows, maxFailRatio, intervalMs);
    return failure === null ? null : failRatioBroken(failure, maxFailRatio);
  }
}

/** The same in the words of the error table. */
export const failRatioBroken = (
  { failed, ended }: FailCount,
  { ratio, windowMs }: FailLimit,
): GadflyError =>
  new GadflyError("GF_FAIL_RATIO", {
    failed,
    ended,
    window: formatDuration(windowMs),
    limit: `${Number((ratio * 100).toFixed(2))} %`,
  });
