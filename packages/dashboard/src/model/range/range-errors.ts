// The failures of a range, by kind and by what their messages have in common.
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { failureKey } from "@gadfly/shared/errors/failure-shape";

/** One kind of failure in a range. */
export interface RangeError {
  readonly kind: string;
  readonly message: string;
  readonly count: number;
}

/** The failures, the most frequent first. */
export const rangeErrors = (steps: readonly StepRecord[]): RangeError[] => {
  const byKey = new Map<string, RangeError>();
  for (const { kind, message, count } of steps.flatMap(({ errors }) => errors)) {
    const key = failureKey(kind, message);
    const before = byKey.get(key);
    byKey.set(key, { ...(before ?? { kind, message }), count: (before?.count ?? 0) + count });
  }
  return [...byKey.values()].toSorted((a, b) => b.count - a.count);
};
