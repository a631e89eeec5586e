// All figures of a comparison, in the order in which page and file show them.
import type { CompareDocument } from "@gadfly/shared/compare/compare-document";
import { curveFigure, type MetricCurves } from "../figures/curve-figure.ts";
import type { Figure } from "../figures/figure.ts";
import { levelFigures } from "../figures/level-figures.ts";

/** Percentile curves of the runs, then the figures by level. */
export const comparisonFigures = (
  { runs, systems, title }: CompareDocument,
  curves: readonly MetricCurves[],
): Figure[] => {
  const ofRuns = curveFigure(
    curves,
    runs.map(({ name }) => name),
  );
  return [
    ...(ofRuns === null ? [] : [ofRuns]),
    ...(systems.length === 0 ? [] : levelFigures(systems, title)),
  ];
};
