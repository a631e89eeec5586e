// The verdict in words.
import type { Verdict } from "@gadfly/shared/result/result-account";
import type { RunPicture } from "../run-picture.ts";
import type { Tone } from "../tables/table-row.ts";
import { isOpen } from "./run-state.ts";

/** The verdict in words. */
export interface VerdictWords {
  /** The status, with "so far" while it may change. */
  readonly badge: string;
  readonly tone: Tone;
  /** What it means. */
  readonly meaning: string;
  readonly reasons: Verdict["reasons"];
}

const tones = { VALID: "good", SUSPECT: "warn", INVALID: "bad" } as const;

const meanings = {
  VALID: "The generator kept up: these are the server's numbers.",
  SUSPECT: "The generator may have shaped these numbers: read why.",
  INVALID: "These numbers are not the server's: measure again.",
} as const;

/** The verdict in words. */
export const verdictWords = ({ status, reasons }: Verdict, picture: RunPicture): VerdictWords => ({
  badge: isOpen(picture) ? `${status} so far` : status,
  tone: tones[status],
  meaning: meanings[status],
  reasons,
});
