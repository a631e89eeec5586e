// How wrong the reported latencies of a point are, and whether that is still tolerable.
import { type HonestyPoint, type Latency, latencyNames } from "./point.ts";

/** What an error is worth: the verdict that such a run deserves. */
export type Harm = "none" | "SUSPECT" | "INVALID";

/**
 * Medians below this are judged as if they were this long. A p99 is promised to within a tenth of it,
 * 5 ms: what the timers of an idle worker are late by on a machine that it shares with others.
 */
export const shortestJudgedMs = 50;

/**
 * The promise of the verdict. VALID: no p99 is wrong by more than a tenth of the smallest median.
 * INVALID: a p99 is wrong by more than half of it, or a median by more than a tenth of itself.
 */
export const tolerance = { suspectP99: 0.1, invalidP99: 0.5, invalidP50: 0.1 } as const;

/** The added error of one point. */
export interface AddedError {
  /** The largest over the latencies, in ms, without sign. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The smallest true median, at least `shortestJudgedMs`. */
  readonly scaleMs: number;
  /** p99Ms as a share of scaleMs. */
  readonly p99Share: number;
  /** The largest error of a median as a share of that median. */
  readonly p50Share: number;
  readonly harm: Harm;
}

const harmOf = (p99Share: number, p50Share: number): Harm => {
  if (p99Share > tolerance.invalidP99 || p50Share > tolerance.invalidP50) return "INVALID";
  return p99Share > tolerance.suspectP99 ? "SUSPECT" : "none";
};

const latenciesOf = (point: HonestyPoint): Latency[] =>
  latencyNames.flatMap((name) => point.latencies[name] ?? []);

/** The smallest median that the run reported, at least `shortestJudgedMs`: all that the rules can know. */
export const reportedScaleMs = (point: HonestyPoint): number =>
  Math.max(shortestJudgedMs, Math.min(...latenciesOf(point).map(({ reported }) => reported.p50Ms)));

/** Compares what was reported with the truth. */
export const addedErrorOf = (point: HonestyPoint): AddedError => {
  const latencies = latenciesOf(point);
  const errorsOf = (name: "p50Ms" | "p99Ms") =>
    latencies.map(({ reported, truth }) => Math.abs(reported[name] - truth[name]));
  const medianErrors = errorsOf("p50Ms");
  const p99Ms = Math.max(0, ...errorsOf("p99Ms"));
  const scaleMs = Math.max(shortestJudgedMs, Math.min(...latencies.map((l) => l.truth.p50Ms)));
  const p99Share = p99Ms / scaleMs;
  const p50Share = Math.max(
    0,
    ...latencies.map(
      ({ truth }, i) => (medianErrors[i] ?? 0) / Math.max(shortestJudgedMs, truth.p50Ms),
    ),
  );
  const p50Ms = Math.max(0, ...medianErrors);
  return { p50Ms, p99Ms, scaleMs, p99Share, p50Share, harm: harmOf(p99Share, p50Share) };
};
