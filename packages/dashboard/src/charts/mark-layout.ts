// Marks of a run as signs on a chart: where each stands, and which stand so close that they share a sign.
import type { Mark, MarkKind } from "../model/run-picture.ts";
import { timeToX, type TimeWindow } from "./time-scale.ts";

/** Sign of each kind: told apart by shape, not by colour alone. */
export const markGlyphs: Readonly<Record<MarkKind, string>> = {
  phase: "◆",
  join: "▲",
  loss: "✕",
  change: "●",
  reset: "↺",
  other: "■",
};

// The worst is what a shared sign shows.
const byWeight: readonly MarkKind[] = ["other", "phase", "join", "change", "reset", "loss"];

/** One sign for one or more marks. */
export interface PlacedMark {
  readonly x: number;
  readonly kind: MarkKind;
  readonly glyph: string;
  readonly marks: readonly Mark[];
}

const place = (x: number, marks: readonly Mark[]): PlacedMark => {
  const weight = Math.max(...marks.map((mark) => byWeight.indexOf(mark.kind)));
  const kind = byWeight[weight] ?? "other";
  return { x, kind, glyph: markGlyphs[kind], marks };
};

/** Places the marks of a window, in the order of time; those closer than `apart` pixels share a sign. */
export const layMarks = (
  marks: readonly Mark[],
  window: TimeWindow,
  width: number,
  apart = 10,
): PlacedMark[] => {
  const seen = marks
    .filter((mark) => mark.t >= window.fromS && mark.t <= window.toS)
    .toSorted((a, b) => a.t - b.t);
  const groups: { readonly x: number; readonly marks: Mark[] }[] = [];
  for (const mark of seen) {
    const x = timeToX(mark.t, window, width);
    const last = groups.at(-1);
    if (last !== undefined && x - last.x < apart) last.marks.push(mark);
    else groups.push({ x, marks: [mark] });
  }
  return groups.map((group) => place(group.x, group.marks));
};

/** The sign under the pointer, with its neighbours at the same place; undefined: none is near. */
export const markNear = (
  placed: readonly PlacedMark[],
  x: number,
  within = 7,
): PlacedMark | undefined =>
  placed
    .filter((mark) => Math.abs(mark.x - x) <= within)
    .toSorted((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x))[0];

/** Marks that belong to a step: after the step before it, up to its end. */
export const marksNear = (
  marks: readonly Mark[],
  times: readonly number[],
  timeS: number,
): readonly Mark[] => {
  const before = times.findLast((end) => end < timeS) ?? Number.NEGATIVE_INFINITY;
  return marks.filter((mark) => mark.t > before && mark.t <= timeS);
};
