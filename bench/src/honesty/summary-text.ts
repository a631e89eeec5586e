// What the points say, as text for the person who sets the limits.
import { addedErrorOf, type Harm } from "./added-error.ts";
import { deriveLimits, type LimitRow } from "./derive-limits.ts";
import type { HonestyPoint } from "./point.ts";
import { type PredictorRow, rankPredictors } from "./predictors.ts";
import { quantileOf } from "./quantile.ts";
import type { Line } from "./separate.ts";

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

const errorsOf = ({ missed, falseAlarms }: Line): string =>
  `${missed} missed, ${falseAlarms} false alarms`;

const predictorText = ({ name, separation, line }: PredictorRow): string =>
  [
    `  ${name.padEnd(36)}`,
    separation === null ? "-".padEnd(6) : separation.toFixed(3).padEnd(6),
    line === null ? "" : errorsOf(line),
  ].join(" ");

const derivedText = ({ derivedShare, derivedFloorMs, derived }: LimitRow): string => {
  if (derivedShare === null || derived === null) return "not to be derived from these points";
  const floor = derivedFloorMs === null ? "" : ` and ${derivedFloorMs} ms`;
  return `${percent(derivedShare)}${floor} (${errorsOf(derived)})`;
};

const limitText = (row: LimitRow): string =>
  [
    `  ${row.rule.padEnd(13)} ${row.severity.padEnd(8)}`,
    `derived ${derivedText(row)};`,
    `in force ${percent(row.inForce.limit)} (${errorsOf(row.inForce)})`,
  ].join(" ");

const harms: readonly Harm[] = ["none", "SUSPECT", "INVALID"];
const verdicts = ["VALID", "SUSPECT", "INVALID"] as const;

/** How often each verdict was given to runs that deserved each: a row for what was deserved. */
const verdictTable = (points: readonly HonestyPoint[]): string[] =>
  harms.map((harm) => {
    const deserving = points.filter((point) => addedErrorOf(point).harm === harm);
    const counts = verdicts.map(
      (status) =>
        `${status} ${deserving.filter(({ verdict }) => verdict.status === status).length}`,
    );
    return `  deserved ${harm === "none" ? "VALID" : harm}:`.padEnd(22) + counts.join(", ");
  });

/** How large the error was beside the loop delay that was printed with it. */
const ratioText = (points: readonly HonestyPoint[]): string => {
  const ratios = Float64Array.from(
    points,
    (point) => addedErrorOf(point).p99Ms / Math.max(0.001, point.worker.loopDelay.p99Ms),
  ).sort();
  const [low, middle, high] = [0.05, 0.5, 0.95].map((q) => quantileOf(ratios, q).toFixed(2));
  return `Added error of the worst p99 ÷ loop delay p99: median ${middle}, nine of ten runs ${low} to ${high}.`;
};

/** Which number tells best, where the lines belong, and how the verdicts of these runs were. */
export const describePoints = (points: readonly HonestyPoint[]): string =>
  [
    ratioText(points),
    "How well each number tells runs whose p99 is off (1 = always, 0.5 = not at all):",
    ...rankPredictors(points, "SUSPECT").map(predictorText),
    "The same for runs that deserve INVALID:",
    ...rankPredictors(points, "INVALID").map(predictorText),
    "Limits (packages/master/src/stats/verdict-limits.ts):",
    ...deriveLimits(points).map(limitText),
    "Verdicts given:",
    ...verdictTable(points),
  ].join("\n");
