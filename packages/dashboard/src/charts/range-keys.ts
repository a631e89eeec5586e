// What keys do on a chart: move the crosshair from step to step, and with Shift take a range along.
import { nearestIndex, type TimeWindow } from "./time-scale.ts";

/** Where the crosshair stands; null: nowhere. */
export interface KeyState {
  readonly timeS: number | null;
  /** Where a range began that Shift extends; null: none was begun. */
  readonly anchorS: number | null;
}

/** What a key leads to. */
export interface KeyOutcome extends KeyState {
  /** undefined: the chosen range stays as it is; null: it is given up. */
  readonly range?: { readonly fromS: number; readonly toS: number } | null;
}

const strides: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -10,
  PageDown: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

const inside = (times: readonly number[], window: TimeWindow): readonly number[] =>
  times.filter((timeS) => timeS >= window.fromS && timeS <= window.toS);

const moved = (times: readonly number[], timeS: number | null, stride: number): number | null => {
  const start = stride > 0 ? -1 : times.length;
  const at = timeS === null ? start : nearestIndex(times, timeS);
  const next = Math.min(times.length - 1, Math.max(0, at + stride));
  return times[next] ?? null;
};

/** What a key does to a chart with steps at these times; null: the key is none of ours. */
export const keyOutcome = (
  key: { readonly key: string; readonly shiftKey: boolean },
  state: KeyState,
  times: readonly number[],
  window: TimeWindow,
): KeyOutcome | null => {
  if (key.key === "Escape") return { timeS: null, anchorS: null, range: null };
  const stride = strides[key.key];
  if (stride === undefined) return null;
  const timeS = moved(inside(times, window), state.timeS, stride);
  if (!key.shiftKey || timeS === null) return { timeS, anchorS: null };
  const anchorS = state.anchorS ?? state.timeS ?? timeS;
  if (anchorS === timeS) return { timeS, anchorS };
  return {
    timeS,
    anchorS,
    range: { fromS: Math.min(anchorS, timeS), toS: Math.max(anchorS, timeS) },
  };
};
