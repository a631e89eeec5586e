// Puts what the source knows beside what gadfly reported.
import type { SourceTruth } from "../source/source.ts";
import { type HonestyPoint, type LatencyName, latencyNames, type Percentiles } from "./point.ts";
import { percentilesOf } from "./quantile.ts";

const samplesOf: Record<LatencyName, (truth: SourceTruth) => readonly number[]> = {
  ttft: ({ ttftUs }) => ttftUs,
  chunk_gap: ({ gapUs }) => gapUs,
  e2e: ({ e2eUs }) => e2eUs,
};

/** Both sides of every latency that both have. */
export const truthOf = (
  truth: SourceTruth,
  reported: Partial<Record<LatencyName, Percentiles>>,
): HonestyPoint["latencies"] => {
  const both: HonestyPoint["latencies"] = {};
  for (const name of latencyNames) {
    const theirs = percentilesOf(samplesOf[name](truth));
    const ours = reported[name];
    if (theirs !== null && ours !== undefined) both[name] = { reported: ours, truth: theirs };
  }
  return both;
};
