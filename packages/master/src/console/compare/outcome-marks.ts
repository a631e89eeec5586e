// The sign beside each delta on a terminal, its colour, and the line that explains the signs. Colour is never
// the only sign: a pipe has none.
import type { DeltaOutcome } from "@gadfly/shared/compare/compare-document";
import type { Paint } from "../colour.ts";
import type { ConsoleStyle } from "../console-style.ts";
import { outcomeWords, percentOf } from "./words.ts";

/** One column wide; what moved too little to matter has none. */
export const outcomeMarks: Readonly<Record<DeltaOutcome, string>> = {
  better: "✓",
  worse: "✗",
  changed: "≠",
  mixed: "±",
  noise: "~",
  none: " ",
  untested: "?",
};

const explained = ["better", "worse", "changed", "noise", "untested"] as const;

/** "Δ: ✗ worse · ~ not told from noise · without a mark less than 1 %"; null where nothing stands there. */
export const describeMarks = (
  outcomes: ReadonlySet<DeltaOutcome>,
  minChange: number,
): string | null => {
  const marks = explained
    .filter((outcome) => outcomes.has(outcome))
    .map((outcome) => `${outcomeMarks[outcome]} ${outcomeWords[outcome]}`);
  if (marks.length === 0) return null;
  const unmarked = outcomes.has("none")
    ? [`no mark: no change (below ${percentOf(minChange)}, or too little to matter)`]
    : [];
  return `Δ: ${[...marks, ...unmarked].join(" · ")}`;
};

/** Red and green are for what may be believed. */
export const paintOf = (
  { colour, isDoubtful }: ConsoleStyle & { readonly isDoubtful: boolean },
  outcome: DeltaOutcome,
): Paint => {
  if (outcome === "none" || outcome === "untested") return colour.dim;
  if (isDoubtful || outcome === "changed" || outcome === "noise") return colour.yellow;
  return outcome === "better" ? colour.green : colour.red;
};
