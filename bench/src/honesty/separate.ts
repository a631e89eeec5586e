// How well one number tells harmed runs from unharmed ones, and where the line between them is best drawn.

/** One run: the number that is to tell, and what was the case. */
export interface Sample {
  readonly value: number;
  readonly isHarmed: boolean;
}

/** A line, and what it gets wrong. Runs above it are called harmed. */
export interface Line {
  readonly limit: number;
  /** Harmed runs that are not above the line. */
  readonly missed: number;
  /** Unharmed runs that are. */
  readonly falseAlarms: number;
}

/** What a line gets wrong. */
export const scoreLine = (samples: readonly Sample[], limit: number): Line => {
  let missed = 0;
  let falseAlarms = 0;
  for (const { value, isHarmed } of samples) {
    if (isHarmed && value <= limit) missed++;
    if (!isHarmed && value > limit) falseAlarms++;
  }
  return { limit, missed, falseAlarms };
};

/** Between two neighbours, as far from both in proportion. */
const between = (low: number, high: number): number =>
  low > 0 ? Math.sqrt(low * high) : (low + high) / 2;

/** The lines worth trying: between every two neighbouring values. */
const candidates = (samples: readonly Sample[]): number[] => {
  const values = [...new Set(samples.map(({ value }) => value))].toSorted((a, b) => a - b);
  return values.slice(1).map((value, i) => between(values[i] ?? value, value));
};

/**
 * The line with the fewest errors; of equal ones the one that misses fewer, then the highest. Null when
 * there is nothing to tell apart.
 */
export const bestLine = (samples: readonly Sample[]): Line | null => {
  const lines = candidates(samples)
    .map((limit) => scoreLine(samples, limit))
    .toSorted(
      (a, b) =>
        a.missed + a.falseAlarms - (b.missed + b.falseAlarms) ||
        a.missed - b.missed ||
        b.limit - a.limit,
    );
  return samples.some(({ isHarmed }) => isHarmed) ? (lines[0] ?? null) : null;
};

/**
 * Chance that a harmed run has the larger number than an unharmed one (area under the ROC curve):
 * 1 tells them apart, 0.5 knows nothing. Null without both kinds.
 */
export const separationOf = (samples: readonly Sample[]): number | null => {
  const harmed = samples.filter(({ isHarmed }) => isHarmed);
  const unharmed = samples.filter(({ isHarmed }) => !isHarmed);
  if (harmed.length === 0 || unharmed.length === 0) return null;
  let wins = 0;
  for (const { value } of harmed)
    for (const other of unharmed)
      wins += value > other.value ? 1 : Number(value === other.value) / 2;
  return wins / (harmed.length * unharmed.length);
};
