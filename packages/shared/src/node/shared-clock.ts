// The clock that peers tell each other: monotonic, counted from 1970. performance.now() starts at zero
// in every process; with its origin added, an offset between two machines means what it says. The
// origin is read once, at process start, so a clock that is set later changes nothing.

/** Milliseconds since 1970, monotonic. */
export const sharedNowMs = (): number => performance.timeOrigin + performance.now();

/** A moment of the shared clock as performance.now() of this process counts it. */
export const toProcessMs = (sharedMs: number): number => sharedMs - performance.timeOrigin;

/** A moment of this process's performance.now() on the shared clock. */
export const toSharedMs = (processMs: number): number => processMs + performance.timeOrigin;
