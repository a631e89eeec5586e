// The verdict in words.
import type { Verdict } from "@gadfly/shared/result/result-account";
import { adviceFor, capitalized, verdictTexts } from "@gadfly/shared/result/result-words";
import type { RunPicture } from "../run-picture.ts";
import type { Tone } from "../tables/table-row.ts";
import { isOpen } from "./run-state.ts";

/** One reason. */
export type VerdictReason = Verdict["reasons"][number];

/** The verdict in words. */
export interface VerdictWords {
  /** The status, with "so far" while it may change. */
  readonly badge: string;
  readonly tone: Tone;
  /** What it means. */
  readonly meaning: string;
  /** The gravest reason, and how many there are besides; null: there is none. */
  readonly first: VerdictReason | null;
  readonly others: string;
  readonly reasons: Verdict["reasons"];
  /** What to do; null: the reasons say it. */
  readonly advice: string | null;
}

const tones = { VALID: "good", SUSPECT: "warn", INVALID: "bad" } as const;

/** The verdict in words. */
export const verdictWords = (verdict: Verdict, picture: RunPicture): VerdictWords => {
  const { status, reasons } = verdict;
  const advice = adviceFor(verdict);
  return {
    badge: isOpen(picture) ? `${status} so far` : status,
    tone: tones[status],
    meaning: `${capitalized(verdictTexts[status])}.`,
    first: reasons[0] ?? null,
    others: reasons.length > 1 ? `and ${String(reasons.length - 1)} more` : "",
    reasons,
    advice: advice === null ? null : `${capitalized(advice)}.`,
  };
};
