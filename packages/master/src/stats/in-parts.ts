// Long work in short parts, so that whoever must not be held up may look elsewhere between two of them.

/** Work that pauses after each short part. */
export type InParts<T> = Generator<undefined, T, undefined>;

/** Does all of it at once. */
export const finish = <T>(work: InParts<T>): T => {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
};
