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

// Reasons that mean: a machine of the generator had too much to do.
const busyCodes: ReadonlySet<string> = new Set(["loop_delay", "cpu", "schedule_lag"]);

/** What to do about a verdict, beginning "what helps"; null: nothing more than its reasons say. */
export const adviceFor = ({ reasons }: Verdict): string | null =>
  reasons.some(({ code }) => busyCodes.has(code))
    ? "what helps: fewer users per worker, more workers or machines, nothing else running beside them"
    : null;

/** Words as a sentence or a title begins. */
export const capitalized = (text: string): string =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
