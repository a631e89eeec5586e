// From points to the figures of the verdict's table: where the points say that each line belongs, and what
// the line in force gets wrong.
import { type DelayLimit, verdictLimits } from "@gadfly/master/stats/verdict-limits";
import { reportedScaleMs, shortestJudgedMs } from "./added-error.ts";
import type { HonestyPoint } from "./point.ts";
import { loopDelayShare, samplesOf, scheduleLagShare } from "./predictors.ts";
import { bestLine, type Line, scoreLine } from "./separate.ts";

/** Verdicts that say that something is wrong. */
export type Severity = "SUSPECT" | "INVALID";

/** One figure of the table. */
export interface LimitRow {
  readonly rule: "loop_delay" | "schedule_lag" | "cpu";
  readonly severity: Severity;
  /** Of the smallest median, or of a core. */
  readonly derivedShare: number | null;
  /** Null for CPU, which has none. */
  readonly derivedFloorMs: number | null;
  /** What the derived line gets wrong; null when there was nothing to tell apart. */
  readonly derived: Line | null;
  /** What the line in force gets wrong on the same points. */
  readonly inForce: Line;
}

/** Two significant digits: more than that, one afternoon on one machine does not say. */
const round = (value: number): number => Number(value.toPrecision(2));

interface DelayRule {
  readonly rule: "loop_delay" | "schedule_lag";
  readonly severity: Severity;
  readonly limit: DelayLimit;
  readonly shareOf: (point: HonestyPoint) => number;
}

const delayRules: readonly DelayRule[] = [
  {
    rule: "loop_delay",
    severity: "SUSPECT",
    limit: verdictLimits.loopDelay.SUSPECT,
    shareOf: loopDelayShare,
  },
  {
    rule: "loop_delay",
    severity: "INVALID",
    limit: verdictLimits.loopDelay.INVALID,
    shareOf: loopDelayShare,
  },
  {
    rule: "schedule_lag",
    severity: "SUSPECT",
    limit: verdictLimits.scheduleLag.SUSPECT,
    shareOf: scheduleLagShare,
  },
];

const rowOfDelay = (
  points: readonly HonestyPoint[],
  { rule, severity, limit, shareOf }: DelayRule,
): LimitRow => {
  const samples = samplesOf(points, shareOf, severity);
  const best = bestLine(samples);
  const derivedShare = best === null ? null : round(best.limit);
  const timesLimit = (point: HonestyPoint): number => {
    const scaleMs = reportedScaleMs(point);
    return (shareOf(point) * scaleMs) / Math.max(limit.floorMs, limit.shareOfMedian * scaleMs);
  };
  return {
    rule,
    severity,
    derivedShare,
    derivedFloorMs: derivedShare === null ? null : round(derivedShare * shortestJudgedMs),
    derived: derivedShare === null ? null : scoreLine(samples, derivedShare),
    inForce: {
      ...scoreLine(samplesOf(points, timesLimit, severity), 1),
      limit: limit.shareOfMedian,
    },
  };
};

/** Where nothing else disturbs the worker, its own work is the cause. */
const isUndisturbed = ({ group }: HonestyPoint): boolean =>
  group === "idle" || group === "streams" || group === "answers";

const rowOfCpu = (points: readonly HonestyPoint[], severity: Severity): LimitRow => {
  const own = points.filter(isUndisturbed);
  const samples = samplesOf(own, ({ worker }) => worker.cpuMean, severity);
  const best = bestLine(samples);
  return {
    rule: "cpu",
    severity,
    derivedShare: best === null ? null : round(best.limit),
    derivedFloorMs: null,
    derived: best,
    inForce: scoreLine(samples, verdictLimits.cpu[severity].core),
  };
};

/** Every figure of the table that can be measured. */
export const deriveLimits = (points: readonly HonestyPoint[]): readonly LimitRow[] => [
  ...delayRules.map((rule) => rowOfDelay(points, rule)),
  rowOfCpu(points, "SUSPECT"),
  rowOfCpu(points, "INVALID"),
];
