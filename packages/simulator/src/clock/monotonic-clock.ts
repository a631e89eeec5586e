// The one clock of the simulator: CLOCK_MONOTONIC in milliseconds, the time that
// `process.hrtime.bigint()` shows in every process of the machine. `performance.now()` runs at the
// same pace but starts at zero in each process; reading it and adding a constant is the cheapest way.

const measureOffsetMs = (): number => {
  let offsetMs = 0;
  let narrowestMs = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 16; attempt += 1) {
    const before = performance.now();
    const monotonicMs = Number(process.hrtime.bigint()) / 1e6;
    const after = performance.now();
    if (after - before < narrowestMs) {
      narrowestMs = after - before;
      offsetMs = monotonicMs - (before + after) / 2;
    }
  }
  return offsetMs;
};

const offsetMs = measureOffsetMs();

/** Milliseconds of CLOCK_MONOTONIC; compare with `Number(process.hrtime.bigint()) / 1e6` anywhere on the machine. */
export const monotonicNowMs = (): number => performance.now() + offsetMs;
