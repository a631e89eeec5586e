// Results by level of concurrency, as seed reports draw them: a 2 × 2 figure of speed and failures, and a
// 2 × 3 figure that adds the percentiles of latency; several systems over each other.
import type { LevelRow, SystemLevels } from "@gadfly/shared/compare/compare-document";
import type { Figure } from "./figure.ts";
import type { Panel } from "./panel.ts";
import { levelScale, linearScale, valueScale, type Scale } from "./scale.ts";

interface LevelMetric {
  readonly title: string;
  readonly unit: string;
  readonly read: (level: LevelRow) => number | null;
  readonly scale: (values: readonly number[]) => Scale;
}

const qps: LevelMetric = {
  title: "QPS",
  unit: "requests/s",
  read: (level) => level.qps,
  scale: linearScale,
};
const latency: LevelMetric = {
  title: "Latency, mean",
  unit: "s",
  read: (level) => level.latencyS,
  scale: valueScale,
};
const throughput: LevelMetric = {
  title: "Throughput",
  unit: "output tokens/s",
  read: (level) => level.throughput,
  scale: linearScale,
};
const failures: LevelMetric = {
  title: "Failures",
  unit: "requests",
  read: (level) => level.failed,
  scale: linearScale,
};
const median: LevelMetric = {
  title: "Latency, p50",
  unit: "s",
  read: (level) => level.p50S,
  scale: valueScale,
};
const ninetieth: LevelMetric = {
  title: "Latency, p90",
  unit: "s",
  read: (level) => level.p90S,
  scale: valueScale,
};

/** A line through fewer levels would claim a course that nobody measured. */
const fewestForLine = 3;

/** The 2 × 2, and the 2 × 3 where there are percentiles for it to add. */
export const levelFigures = (systems: readonly SystemLevels[], title: string | null): Figure[] => {
  const legend = systems.map(({ name }) => name);
  const panels = (metrics: readonly LevelMetric[]): Panel[] =>
    metrics.map((metric) => levelPanel(metric, systems));
  const about = title === null ? "By concurrency" : `${title}, by concurrency`;
  const speed = {
    title: `${about}: speed and failures`,
    legend,
    columns: 2,
    panels: panels([qps, latency, throughput, failures]),
  };
  const hasPercentiles = systems.some(({ levels }) =>
    levels.some(({ p50S, p90S }) => p50S !== null || p90S !== null),
  );
  if (!hasPercentiles) return [speed];
  return [
    speed,
    {
      title: `${about}: with p50 and p90 of latency`,
      legend,
      columns: 3,
      panels: panels([qps, throughput, failures, latency, median, ninetieth]),
    },
  ];
};

const levelPanel = (metric: LevelMetric, systems: readonly SystemLevels[]): Panel => {
  const { title, unit, read, scale } = metric;
  const lines = systems.map(({ name, levels }, series) => {
    const points = levels.flatMap((level) => {
      const y = read(level);
      const x = level.concurrency;
      return y === null ? [] : [{ x, y, about: `${name}, concurrency ${x}: ${y} ${unit}` }];
    });
    return { series, points: levels.length < fewestForLine ? [] : points, marks: points };
  });
  const values = lines.flatMap(({ marks }) => marks.map(({ y }) => y));
  const levels = systems.flatMap((system) => system.levels.map(({ concurrency }) => concurrency));
  return {
    title,
    xTitle: "concurrency",
    yTitle: unit,
    x: levelScale(levels),
    y: scale(values),
    lines,
  };
};
