// A histogram as the row of numbers that tables, pages and results show.
import type { Histogram } from "./histogram.ts";

/** A number to show; null when there was no sample to compute it from. */
export type Figure = number | null;

/** One distribution in the metric's own unit, to three decimals. */
export interface Statistics {
  readonly count: number;
  readonly min: Figure;
  readonly max: Figure;
  readonly mean: Figure;
  readonly stddev: Figure;
  readonly p50: Figure;
  readonly p66: Figure;
  readonly p75: Figure;
  readonly p80: Figure;
  readonly p90: Figure;
  readonly p95: Figure;
  readonly p98: Figure;
  readonly p99: Figure;
  readonly p99_9: Figure;
  readonly p99_99: Figure;
}

const shares = [0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999];

/** The statistics of a histogram that stores `scale` integers per unit. */
export const summarize = (histogram: Histogram, scale: number): Statistics => {
  const toFigure = (stored = 0): Figure =>
    histogram.isEmpty() ? null : Math.round((stored * 1000) / scale) / 1000;
  const [p50, p66, p75, p80, p90, p95, p98, p99, p99_9, p99_99] = histogram.quantiles(shares);
  return {
    count: histogram.count,
    min: toFigure(histogram.min),
    max: toFigure(histogram.max),
    mean: toFigure(histogram.mean()),
    stddev: toFigure(histogram.stddev()),
    p50: toFigure(p50),
    p66: toFigure(p66),
    p75: toFigure(p75),
    p80: toFigure(p80),
    p90: toFigure(p90),
    p95: toFigure(p95),
    p98: toFigure(p98),
    p99: toFigure(p99),
    p99_9: toFigure(p99_9),
    p99_99: toFigure(p99_99),
  };
};
