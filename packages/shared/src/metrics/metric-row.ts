// What a row of the metric registry holds, and what many rows share.

/** What is known about a metric without measuring it. */
export interface MetricRow {
  /** Name in results and objectives. */
  readonly name: string;
  readonly title: string;
  /** For a narrow column. */
  readonly shortTitle: string;
  readonly unit: "ms" | "tokens" | "tokens/s" | "requests/s" | "items/s" | "ratio";
  /** A distribution of samples, or one number for a window. */
  readonly kind: "histogram" | "value";
  /** Stored integers per unit; 1 for values, which are not stored as integers. */
  readonly scale: number;
  readonly better: "lower" | "higher" | "neutral";
  /** What contributes one sample, or what the window counts. */
  readonly population: string;
  readonly formula: string;
}

/** A latency of a request. */
export const latency = { unit: "ms", kind: "histogram", scale: 1000, better: "lower" } as const;
/** A number of tokens of a request. */
export const tokens = { unit: "tokens", kind: "histogram", scale: 1, better: "neutral" } as const;
/** One number for a window. */
export const value = { kind: "value", scale: 1 } as const;
