// Percentile curves of several runs over each other, one panel for each latency.
import type { Figure } from "./figure.ts";
import type { Panel } from "./panel.ts";
import { percentileScale, valueScale } from "./scale.ts";

/** One run's distribution of a metric. */
export interface PercentileCurve {
  readonly run: string;
  readonly points: readonly { readonly q: number; readonly value: number }[];
}

/** The curves of one metric. */
export interface MetricCurves {
  readonly title: string;
  readonly unit: string;
  readonly curves: readonly PercentileCurve[];
}

/** The figure; null when no metric has a curve. */
export const curveFigure = (
  metrics: readonly MetricCurves[],
  runs: readonly string[],
): Figure | null =>
  metrics.length === 0
    ? null
    : {
        title: "Percentiles",
        legend: runs,
        columns: Math.min(2, metrics.length),
        panels: metrics.map((metric) => curvePanel(metric, runs)),
      };

const curvePanel = ({ title, unit, curves }: MetricCurves, runs: readonly string[]): Panel => {
  const points = curves.flatMap((curve) => curve.points);
  const last = Math.max(0.99, ...points.map(({ q }) => q));
  return {
    title,
    xTitle: "share of samples at or below",
    yTitle: unit,
    x: percentileScale(last),
    y: valueScale(points.map(({ value }) => value)),
    lines: curves.map((curve) => ({
      series: Math.max(0, runs.indexOf(curve.run)),
      hasMarks: false,
      points: curve.points.map(({ q, value }) => ({ x: q, y: value, about: curve.run })),
    })),
  };
};
