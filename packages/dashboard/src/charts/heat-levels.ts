// Colours of a heat map: a few levels of one hue, each twice the one below, so that single slow requests
// are seen beside hundreds of fast ones and the legend can name every colour.

/** How many colours there are. */
export const heatLevelCount = 7;

/** Upper ends of the levels; the last one is the largest cell. */
export const heatLimits = (most: number): number[] =>
  Array.from({ length: heatLevelCount }, (_, level) => most / 2 ** (heatLevelCount - 1 - level));

/** Level of a cell; -1: nothing there. */
export const heatLevel = (value: number, most: number): number => {
  if (!(value > 0) || !(most > 0)) return -1;
  const level = heatLevelCount - 1 + Math.ceil(Math.log2(value / most) - 1e-9);
  return Math.min(heatLevelCount - 1, Math.max(0, level));
};

/** A limit as the legend shows it. */
export const heatLimitText = (limit: number): string => String(Number(limit.toPrecision(2)));
