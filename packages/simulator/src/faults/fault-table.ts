// All faults and quirks by name. Adding a fault means adding a row to the file of its family; adding
// a family means a new file and a line here. The quirks have a table of their own.

import { findQuirk, readQuirkOfModel } from "../quirks/quirk-table.ts";
import { type Behaviour, type Fault, soundBehaviour } from "./behaviour.ts";
import { delayFaults } from "./delays.ts";
import { interruptionFaults } from "./interruptions.ts";
import { streamShapeFaults } from "./stream-shapes.ts";
import { wholeAnswerFaults } from "./whole-answers.ts";

const faults: ReadonlyMap<string, Fault> = new Map<string, Fault>(
  [wholeAnswerFaults, streamShapeFaults, delayFaults, interruptionFaults].flatMap((family) =>
    Object.entries<Fault>(family),
  ),
);

/** The names of all faults. */
export const faultNames: readonly string[] = [...faults.keys()];

/** Each fault with the sentence that says what it does. */
export const faultDescriptions: readonly { readonly name: string; readonly about: string }[] = [
  ...faults,
].map(([name, { about }]) => ({ name, about }));

const modelPrefix = "fault-";

/**
 * The fault or quirk that a model name asks for: `fault-NAME` gives NAME, `quirk-F03` gives F03; null
 * when it asks for none. There may be no such fault.
 */
export const readFaultOfModel = (model: string): string | null =>
  model.startsWith(modelPrefix) ? model.slice(modelPrefix.length) : readQuirkOfModel(model);

/** What this fault or quirk changes; undefined when there is no such one. */
export const findBehaviour = (name: string | null): Behaviour | undefined => {
  if (name === null) return soundBehaviour;
  const changes = (faults.get(name) ?? findQuirk(name))?.changes;
  return changes === undefined ? undefined : { ...soundBehaviour, ...changes };
};
