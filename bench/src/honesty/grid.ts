// The disturbances that are tried, from none to hopeless.
import type { Duty } from "./duty-cycle.ts";
import type { Disturbance } from "./disturbance.ts";
import type { GroupName } from "./point.ts";

/** One run: a load and what is done to the worker meanwhile. */
export interface Cell {
  readonly group: GroupName;
  readonly label: string;
  readonly streams: number;
  readonly ttftMs: number;
  /** 0: the answer comes at once and in one piece. */
  readonly gapMs: number;
  readonly tokens: number;
  readonly disturbance: Disturbance;
}

interface Pace {
  readonly ttftMs: number;
  readonly gapMs: number;
  readonly tokens: number;
}

/**
 * 25 tokens/s, and models that are faster and slower. Answers are short, so that a run has a thousand of
 * them: with fewer, its p99 would be the luck of a handful.
 */
const usual: Pace = { ttftMs: 60, gapMs: 40, tokens: 15 };
const fast: Pace = { ttftMs: 15, gapMs: 10, tokens: 30 };
const slow: Pace = { ttftMs: 500, gapMs: 200, tokens: 4 };
const atOnce: Pace = { ttftMs: 0, gapMs: 0, tokens: 1 };

const none: Disturbance = { kind: "none" };
const nameOf = ({ gapMs }: Pace): string => (gapMs === 0 ? "answers" : `streams, gap ${gapMs} ms`);

const cell = (
  group: GroupName,
  streams: number,
  pace: Pace,
  [what, disturbance]: readonly [string, Disturbance],
): Cell => ({
  group,
  label: [`${streams} ${nameOf(pace)}`, what].filter((part) => part !== "").join(", "),
  streams,
  ...pace,
  disturbance,
});

const undisturbed = (group: GroupName, pace: Pace, streams: readonly number[]): Cell[] =>
  streams.map((count) => cell(group, count, pace, ["", none]));

const textOf = ({ stoppedMs, periodMs }: Duty): string => `${stoppedMs} of ${periodMs} ms`;

const neighbours = (count: number): readonly [string, Disturbance] => [
  `${count} busy ${count === 1 ? "neighbour" : "neighbours"}`,
  { kind: "neighbour", count },
];

/** A neighbour that computes for `busyMs` in each period. */
const bursts = (busyMs: number, periodMs: number): readonly [string, Disturbance] => [
  `a neighbour busy for ${textOf({ stoppedMs: busyMs, periodMs })}`,
  { kind: "neighbour", count: 1, duty: { stoppedMs: periodMs - busyMs, periodMs } },
];

const quota = (usedMs: number, periodMs: number): readonly [string, Disturbance] => [
  `quota ${textOf({ stoppedMs: usedMs, periodMs })}`,
  { kind: "quota", quota: { usedMs, periodMs } },
];

const pause = (stoppedMs: number, periodMs: number): readonly [string, Disturbance] => [
  `stopped for ${textOf({ stoppedMs, periodMs })}`,
  { kind: "pause", duty: { stoppedMs, periodMs } },
];

const times = <T>(count: number, make: () => T[]): T[] =>
  Array.from({ length: count }, make).flat();

const neighbourCells = (): Cell[] => [
  ...[1, 2, 4].map((count) => cell("neighbour", 200, usual, neighbours(count))),
  ...[1, 2].map((count) => cell("neighbour", 1000, usual, neighbours(count))),
  ...[
    [5, 50],
    [10, 100],
    [20, 100],
    [50, 100],
    [100, 500],
  ].map(([busy = 0, period = 0]) => cell("neighbour", 200, usual, bursts(busy, period))),
  ...[
    [20, 100],
    [50, 200],
  ].map(([busy = 0, period = 0]) => cell("neighbour", 1000, usual, bursts(busy, period))),
  cell("neighbour", 50, fast, neighbours(1)),
];

const quotaCells = (): Cell[] => [
  ...[80, 60, 50, 40, 30, 20].map((used) => cell("quota", 1000, usual, quota(used, 100))),
  ...[20, 10, 5].map((used) => cell("quota", 100, usual, quota(used, 100))),
  ...[15, 10, 5].map((used) => cell("quota", 500, usual, quota(used, 20))),
];

const pauseCells = (): Cell[] => [
  ...[
    [2, 100],
    [4, 100],
    [6, 100],
    [10, 100],
    [20, 100],
    [40, 100],
    [80, 100],
    [5, 20],
    [10, 20],
    [10, 2000],
    [40, 2000],
    [200, 1000],
  ].map(([stopped = 0, period = 0]) => cell("pause", 200, usual, pause(stopped, period))),
  ...[
    [2, 50],
    [5, 50],
    [15, 50],
  ].map(([stopped = 0, period = 0]) => cell("pause", 50, fast, pause(stopped, period))),
  ...[
    [15, 100],
    [40, 200],
    [100, 400],
    [250, 600],
  ].map(([stopped = 0, period = 0]) => cell("pause", 250, slow, pause(stopped, period))),
];

/** Every cell of the measurement. */
export const fullGrid = (): Cell[] => [
  ...times(3, () => undisturbed("idle", usual, [100])),
  ...undisturbed("idle", fast, [30]),
  ...undisturbed("idle", slow, [250]),
  ...undisturbed("streams", usual, [250, 500, 750, 1000, 1250, 1500, 1750, 2000, 2500, 3000, 4000]),
  ...undisturbed("streams", fast, [100, 250, 500, 750]),
  ...undisturbed("answers", atOnce, [1, 4, 16, 64]),
  ...neighbourCells(),
  ...quotaCells(),
  ...pauseCells(),
];

/** A few of each kind, to see that it works. */
export const quickGrid = (): Cell[] => [
  ...undisturbed("idle", usual, [100]),
  ...undisturbed("streams", usual, [500, 3000]),
  cell("neighbour", 200, usual, neighbours(1)),
  cell("quota", 500, usual, quota(20, 100)),
  cell("pause", 200, usual, pause(10, 100)),
  cell("pause", 200, usual, pause(60, 100)),
];
