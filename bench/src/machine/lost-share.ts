// How quiet the machine is: what a loop that only wants to run loses to others on the same cores.

const lengthMs = 1_000;

/** Above this, figures are kept but no target is judged by them. */
export const highestLostShare = 0.1;

/** Runs for a second; the share of that time in which it was not let, from 0 to 1. */
export function measureLostShare(): number {
  const before = process.cpuUsage();
  const startedAtMs = performance.now();
  let nowMs = startedAtMs;
  while (nowMs - startedAtMs < lengthMs) nowMs = performance.now();
  const { user, system } = process.cpuUsage(before);
  const share = Math.max(0, 1 - (user + system) / 1000 / (nowMs - startedAtMs));
  return Math.round(share * 1000) / 1000;
}
