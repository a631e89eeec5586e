// How far ahead time zero of a run is set: every worker must have heard of it before it comes.

/** What is known of a worker's clock; errorMs is half of its shortest round trip. */
type Clock = { readonly errorMs: number } | null;

const leastMs = 30;
/** For a worker that has not answered a heartbeat yet. */
const unknownMs = 150;
const mostMs = 1_000;
/** Four round trips: a message that is resent once still comes in time. */
const errorsAhead = 8;

/** Milliseconds between the decision to start and time zero. */
export const startLeadMs = (clocks: readonly Clock[]): number => {
  const needs = clocks.map((clock) =>
    clock === null ? unknownMs : leastMs + errorsAhead * clock.errorMs,
  );
  return Math.min(mostMs, Math.max(leastMs, ...needs));
};
