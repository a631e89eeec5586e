// Whatever is made of the steps is made once for each list of them: the page draws more often than the
// list changes.
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import type { RunPicture } from "../run-picture.ts";

/** The same function, which works only once for each list of steps. */
export const rememberBySteps = <T>(
  make: (picture: RunPicture) => T,
): ((picture: RunPicture) => T) => {
  const made = new WeakMap<readonly StepRecord[], T>();
  return (picture) => {
    const known = made.get(picture.steps);
    if (known !== undefined) return known;
    const fresh = make(picture);
    made.set(picture.steps, fresh);
    return fresh;
  };
};
