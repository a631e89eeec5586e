// What a verdict means and why a run ended, in the same words wherever they are shown: on the terminal, on
// the page, in reports.
import type { Verdict } from "./result-account.ts";
import type { EndReason } from "./result-schema.ts";

/** What a verdict means for its reader. */
export const verdictTexts: Readonly<Record<Verdict["status"], string>> = {
  VALID: "the generator kept up; these numbers describe the server",
  SUSPECT: "the generator may have distorted these numbers",
  INVALID: "do not use these numbers: the generator could not measure",
};

/** Why a run ended. */
export const endTexts: Readonly<Record<EndReason, string>> = {
  completed: "completed",
  stoppedByUser: "stopped by the user",
  timeElapsed: "time limit reached",
  sloBroken: "stopped: an SLO was broken",
  workersLost: "stopped: the workers were lost",
  failed: "stopped by an internal failure",
};

/** Words as a sentence or a title begins. */
export const capitalized = (text: string): string =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
