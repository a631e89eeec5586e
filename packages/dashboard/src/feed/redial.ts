// When to dial again: soon at first, later and later up to a bound, and never all pages at once.

const firstMs = 500;
const mostMs = 15_000;

/** How long to wait before the next attempt after `failures` in a row; `random` is from 0 to 1. */
export const redialDelayMs = (failures: number, random: number): number => {
  const full = Math.min(mostMs, firstMs * 2 ** Math.min(failures, 10));
  return Math.round(full * (0.5 + random / 2));
};
