// The two figures of the honesty curve: added error against loop delay, and against CPU.
import { verdictLimits } from "@gadfly/master/stats/verdict-limits";
import { addedErrorOf, tolerance } from "./added-error.ts";
import { type Axis, decades } from "./axis.ts";
import { type GroupName, groupNames, type HonestyPoint } from "./point.ts";
import { loopDelayShare } from "./predictors.ts";
import { drawScatter, type Guide, type Mark } from "./scatter-svg.ts";

const legendOf: Record<GroupName, string> = {
  idle: "undisturbed",
  streams: "more streams",
  answers: "short answers",
  neighbour: "busy neighbours",
  quota: "CPU quota",
  pause: "stopped by turns",
};

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** Nothing is drawn below this: it would be noise of the clocks. */
const smallestShare = 0.001;

const shareAxis = (title: string, values: readonly number[]): Axis => {
  const ticks = decades(Math.max(smallestShare, Math.min(0.05, ...values)), Math.max(1, ...values));
  const [from = smallestShare] = ticks;
  return { title, from, to: ticks.at(-1) ?? 1, isLogarithmic: true, ticks, textOf: percent };
};

const cpuAxis: Axis = {
  title: "CPU of the worker, mean share of a core",
  from: 0,
  to: 1,
  isLogarithmic: false,
  ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
  textOf: percent,
};

const errorAxis = (points: readonly HonestyPoint[]): Axis =>
  shareAxis(
    "added error of the worst p99 ÷ smallest median",
    points.map((point) => addedErrorOf(point).p99Share),
  );

const marksOf = (
  points: readonly HonestyPoint[],
  valueOf: (point: HonestyPoint) => number,
): Mark[] =>
  points.map((point) => {
    const { p99Ms, p99Share } = addedErrorOf(point);
    const title = `${point.label}: ${p99Ms.toFixed(1)} ms`;
    return { x: valueOf(point), y: p99Share, group: legendOf[point.group], title };
  });

const tolerated: readonly Guide[] = [
  { at: tolerance.suspectP99, text: `${percent(tolerance.suspectP99)} off`, tone: "suspect" },
  { at: tolerance.invalidP99, text: `${percent(tolerance.invalidP99)} off`, tone: "invalid" },
];

const limitsOf = (limits: Readonly<Record<"SUSPECT" | "INVALID", number>>): Guide[] => [
  { at: limits.SUSPECT, text: `SUSPECT ${percent(limits.SUSPECT)}`, tone: "suspect" },
  { at: limits.INVALID, text: `INVALID ${percent(limits.INVALID)}`, tone: "invalid" },
];

const groups = groupNames.map((name) => legendOf[name]);

/** Added error against loop delay, both as shares of the smallest median. */
export const drawLoopDelayFigure = (points: readonly HonestyPoint[]): string => {
  const { SUSPECT, INVALID } = verdictLimits.loopDelay;
  return drawScatter({
    title: "What a late event loop does to the reported p99",
    x: shareAxis("loop delay p99 ÷ smallest median", points.map(loopDelayShare)),
    y: errorAxis(points),
    groups,
    marks: marksOf(points, loopDelayShare),
    verticals: limitsOf({ SUSPECT: SUSPECT.shareOfMedian, INVALID: INVALID.shareOfMedian }),
    horizontals: tolerated,
  });
};

/** Added error against CPU. */
export const drawCpuFigure = (points: readonly HonestyPoint[]): string => {
  const { SUSPECT, INVALID } = verdictLimits.cpu;
  return drawScatter({
    title: "What CPU says about the reported p99",
    x: cpuAxis,
    y: errorAxis(points),
    groups,
    marks: marksOf(points, ({ worker }) => worker.cpuMean),
    verticals: limitsOf({ SUSPECT: SUSPECT.core, INVALID: INVALID.core }),
    horizontals: tolerated,
  });
};
