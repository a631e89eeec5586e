// Draws charts before the next pictures, a few at a time: ten charts that change in the same moment must
// not hold up one picture.

const budgetMs = 6;
const waiting = new Set<() => void>();
let isAsked = false;

const work = (startedMs: number): void => {
  isAsked = false;
  for (const draw of waiting) {
    waiting.delete(draw);
    draw();
    if (performance.now() - startedMs > budgetMs) break;
  }
  if (waiting.size > 0) ask();
};

const ask = (): void => {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => work(performance.now()));
};

/** Draws before one of the next pictures; asked twice before, it draws once. */
export const drawSoon = (draw: () => void): void => {
  waiting.add(draw);
  ask();
};

/** Takes back what was asked. */
export const drawNoMore = (draw: () => void): void => {
  waiting.delete(draw);
};
