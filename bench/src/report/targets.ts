// Targets: what is reached, what is missed, and what cannot be judged.
import type { Target } from "../suite.ts";
import { medianOf } from "./figures.ts";

/** What became of a target. */
export type Verdict = "reached" | "missed" | "not judged";

/** A target that is not judged is neither reached nor missed. */
export function verdictOf({ isJudged, value, limit, direction }: Target): Verdict {
  if (!isJudged || value === null) return "not judged";
  const isReached = direction === "atMost" ? value <= limit : value >= limit;
  return isReached ? "reached" : "missed";
}

/** A target before it is known whether it can be judged. */
export interface TargetGoal {
  readonly name: string;
  readonly text: string;
  readonly limit: number;
  readonly direction: Target["direction"];
}

/** Holds the median against the goal; `obstacle` says why it cannot be judged, if so. */
export function toTarget(
  goal: TargetGoal,
  values: readonly number[],
  obstacle: string | null,
): Target {
  const value = values.length === 0 ? null : Math.round(medianOf(values) * 1000) / 1000;
  if (obstacle !== null) return { ...goal, value, isJudged: false, note: obstacle };
  if (value === null) return { ...goal, value, isJudged: false, note: "it was not measured" };
  return { ...goal, value, isJudged: true };
}

/** Why nothing of a quick run is judged. */
export const quickNote = "short windows (--quick)";
