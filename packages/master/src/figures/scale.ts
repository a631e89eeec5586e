// Scales of an axis: where a value lies between 0 and 1, and which values get a tick.

/** A value with a tick and its words. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** One axis. */
export interface Scale {
  /** 0 is the begin of the axis, 1 its end. */
  place(value: number): number;
  readonly ticks: readonly Tick[];
}

const steps = [1, 2, 2.5, 5, 10];

/** A round step, so that about `wanted` of them make `span`. */
const roundStep = (span: number, wanted: number): number => {
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  return (steps.find((step) => step * power >= rough * 0.999) ?? 10) * power;
};

/** 1500 → "1,500", 0.25 → "0.25". */
const label = (value: number): string => {
  const text = String(Number(value.toPrecision(6)));
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/gu, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
};

/** Smaller values are drawn as zero. */
const nothing = 1e-9;

/** From zero to a round number above the largest. */
export const linearScale = (values: readonly number[]): Scale => {
  const given = Math.max(0, ...values);
  const largest = given < nothing ? 1 : given;
  const step = roundStep(largest, 5);
  const count = Math.max(1, Math.ceil(largest / step - 1e-9));
  const end = count * step;
  const ticks = Array.from({ length: count + 1 }, (_, at) => at * step);
  return {
    place: (value) => value / end,
    ticks: ticks.map((value) => ({ value, label: label(value) })),
  };
};

/** Powers of ten from below the smallest to above the largest; zero and less lie at the begin. */
export const logScale = (values: readonly number[]): Scale => {
  const positive = values.filter((value) => value >= nothing);
  const exponents = positive.length === 0 ? [0] : positive.map(Math.log10);
  // A power of ten stays its own tick, whatever rounding makes of its logarithm.
  const begin = Math.floor(Math.min(...exponents) + 1e-9);
  const end = Math.max(begin + 1, Math.ceil(Math.max(...exponents) - 1e-9));
  const ticks = Array.from({ length: end - begin + 1 }, (_, at) => 10 ** (begin + at));
  return {
    place: (value) =>
      value <= 0 ? 0 : Math.min(1, Math.max(0, (Math.log10(value) - begin) / (end - begin))),
    ticks: ticks.map((value) => ({ value, label: label(value) })),
  };
};

/** Beyond this ratio of largest to smallest the small ones would lie on the axis. */
const widestLinear = 50;

/** Linear, or powers of ten where the values are too far apart. */
export const valueScale = (values: readonly number[]): Scale => {
  const positive = values.filter((value) => value >= nothing);
  const ratio = positive.length === 0 ? 1 : Math.max(...positive) / Math.min(...positive);
  return ratio > widestLinear ? logScale(values) : linearScale(values);
};

/** Levels of concurrency: each is a tick; they lie evenly when they grow by factors, as they mostly do. */
export const levelScale = (values: readonly number[]): Scale => {
  const levels = [...new Set(values)].toSorted((a, b) => a - b);
  const first = levels[0] ?? 1;
  const last = levels.at(-1) ?? 1;
  const isLog = first > 0 && last / first > 8;
  const read = (value: number): number => (isLog ? Math.log(value) : value);
  const span = read(last) - read(first);
  const place = (value: number): number =>
    span === 0 ? 0.5 : 0.04 + (0.92 * (read(value) - read(first))) / span;
  return { place, ticks: thinOut(levels, place) };
};

/** Labels that would touch leave out the later one. */
const thinOut = (levels: readonly number[], place: (value: number) => number): Tick[] => {
  let free = -1;
  return levels.flatMap((value) => {
    const text = label(value);
    const at = place(value);
    const half = 0.0105 * text.length + 0.008;
    if (at - half < free) return [];
    free = at + half;
    return [{ value, label: text }];
  });
};

/** The percentiles that have ticks. */
export const percentileTicks = [
  [0.5, "p50"],
  [0.9, "p90"],
  [0.99, "p99"],
  [0.999, "p99.9"],
  [0.9999, "p99.99"],
] as const;

/** Quantiles up to `last`, each further nine as wide as the one before: tails are where runs differ. */
export const percentileScale = (last: number): Scale => {
  const read = (q: number): number => 0 - Math.log10(1 - Math.min(q, last));
  const end = Math.max(read(last), 1);
  return {
    place: (q) => read(q) / end,
    ticks: percentileTicks
      .filter(([q]) => q <= last)
      .map(([value, name]) => ({ value, label: name })),
  };
};
