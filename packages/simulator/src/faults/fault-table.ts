// All faults by name. Adding one means adding a row to the file of its family; adding a family
// means a new file and a line here.

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

/** The fault that a model name asks for; null when it asks for none. The fault may be unknown. */
export const readFaultOfModel = (model: string): string | null =>
  model.startsWith(modelPrefix) ? model.slice(modelPrefix.length) : null;

/** How a request with this fault is answered; undefined when there is no such fault. */
export const findBehaviour = (fault: string | null): Behaviour | undefined => {
  if (fault === null) return soundBehaviour;
  const changes = faults.get(fault)?.changes;
  return changes === undefined ? undefined : { ...soundBehaviour, ...changes };
};
