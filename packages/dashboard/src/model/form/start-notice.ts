// What somebody should know before they press Start: who will do the work, and whether it can be asked for.
import type { FormField } from "@gadfly/shared/options/describe/start-form";
import type { RunStatus } from "@gadfly/shared/web/run-status";
import type { WebProblem } from "@gadfly/shared/web/web-problem";
import { changedFields, type Draft } from "./draft.ts";
import { problemWithTitle } from "./problem-words.ts";

/** Why Start cannot be pressed; null: it can. */
export const whyNoStart = ({ canStart, state }: RunStatus): string | null => {
  if (canStart) return null;
  if (state !== "idle" && state !== "stopped")
    return "A run is under way, and there is one at a time. Stop it first, or change its users.";
  return "This program ends with the run that it was started for (-u, or gadfly run), and starts no other. Start it with --autostart, with --autoquit and a time, or as a master without -u to start runs from here.";
};

/** What is missing of workers; null: enough are there. */
export const missingWorkers = ({ members, expectWorkers }: RunStatus): string | null => {
  const here = members.filter(({ liveness }) => liveness === "alive").length;
  const needed = Math.max(1, expectWorkers);
  if (here >= needed) return null;
  const found =
    here === 0
      ? "No worker is connected yet"
      : `${String(here)} of ${String(needed)} workers are connected`;
  return `${found}. A run that is started now waits until ${needed === 1 ? "one is" : `${String(needed)} are`} there (--expect-workers).`;
};

/** How many workers are there, in words. */
export const describeWorkers = ({ members }: RunStatus): string => {
  const here = members.filter(({ liveness }) => liveness === "alive").length;
  return `${String(here)} ${here === 1 ? "worker is" : "workers are"} ready.`;
};

/** What came of a press of Start, in words; null: nothing to say. */
export const describeOutcome = ({ kind }: { readonly kind: string }): string | null => {
  if (kind === "starting") return "Asking the master to start …";
  return kind === "accepted" ? "The run starts." : null;
};

/** What will be sent, in words, or what is still in the way. */
export const describeChanges = (
  fields: readonly FormField[],
  draft: Draft,
  [first]: readonly WebProblem[],
): string => {
  if (first !== undefined) return `Not ready to start. ${problemWithTitle(fields, first)}`;
  const count = changedFields(fields, draft).length;
  if (count === 0) return "Nothing is set here: the run takes what the program was started with.";
  return `${String(count)} ${count === 1 ? "value is" : "values are"} set here.`;
};
