// Percentile curves of several runs over each other, one panel for each latency.
import type { Figure } from "./figure.ts";
import type { Panel, Point } from "./panel.ts";
import { percentileScale, percentileTicks, valueScale } from "./scale.ts";

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
  const all = curves.flatMap((curve) => curve.points);
  const last = Math.max(0.99, ...all.map(({ q }) => q));
  return {
    title,
    xTitle: "share of samples at or below",
    yTitle: unit,
    x: percentileScale(last),
    y: valueScale(all.map(({ value }) => value)),
    lines: curves.map((curve) => {
      const points = curve.points.map(({ q, value }) => ({ x: q, y: value, about: curve.run }));
      const series = Math.max(0, runs.indexOf(curve.run));
      return { series, points, marks: marksOf(curve, unit) };
    }),
  };
};

/** The points nearest to the percentiles that have ticks: colour is never the only sign of a run. */
const marksOf = ({ run, points }: PercentileCurve, unit: string): Point[] => {
  const last = points.at(-1)?.q ?? 0;
  return percentileTicks
    .filter(([q]) => q <= last)
    .flatMap(([wanted, name]) => {
      const nearest = points.toSorted((a, b) => Math.abs(a.q - wanted) - Math.abs(b.q - wanted))[0];
      if (nearest === undefined) return [];
      const { q, value } = nearest;
      return [
        { x: q, y: value, about: `${run}, ${name}: ${Number(value.toPrecision(4))} ${unit}` },
      ];
    });
};
