// Colours of a heat map: a few levels of one hue with round ends, each about twice the one below, so that
// single slow requests are seen beside hundreds of fast ones and the legend can name every colour.

/** How many colours there are. */
export const heatLevelCount = 7;

const steps = [1, 2, 5] as const;

/** The round number at a place of … 0.5, 1, 2, 5, 10 …; 1 is at place 0. */
const roundAt = (place: number): number => {
  const decade = Math.floor(place / steps.length);
  const step = steps[place - decade * steps.length] ?? 1;
  // Dividing keeps small ones exact: 10 ** -1 * 2 would not be 0.2.
  return decade < 0 ? step / 10 ** -decade : step * 10 ** decade;
};

/** Place of the smallest round number that is not below the value. */
const placeAbove = (value: number): number => {
  const decade = Math.floor(Math.log10(value) + 1e-9);
  const mantissa = value / 10 ** decade;
  const step = steps.findIndex((end) => mantissa <= end * (1 + 1e-9));
  return decade * steps.length + (step === -1 ? steps.length : step);
};

/** Upper ends of the levels; the last one is not below the largest cell. */
export const heatLimits = (most: number): number[] => {
  const top = most > 0 ? placeAbove(most) : 0;
  return Array.from({ length: heatLevelCount }, (_, level) =>
    roundAt(top - (heatLevelCount - 1 - level)),
  );
};

/** Level of a cell; -1: nothing there. */
export const heatLevel = (value: number, most: number): number => {
  if (!(value > 0) || !(most > 0)) return -1;
  const level = heatLevelCount - 1 + placeAbove(value) - placeAbove(most);
  return Math.min(heatLevelCount - 1, Math.max(0, level));
};
