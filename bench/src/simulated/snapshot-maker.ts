// Makes the snapshots of simulated workers and keeps account of everything that they say, so that the
// master's result can be held against it to the last digit.
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { findMetric } from "@gadfly/shared/metrics/metric-registry";
import { summarize, type Statistics } from "@gadfly/shared/metrics/statistics";
import type { SnapshotMessage } from "@gadfly/shared/protocol/worker-message";
import { addTimes, createPool, type PooledHistogram } from "./histogram-pool.ts";
import { counterId, groupHistograms, histogramId } from "./simulated-series.ts";

/** How much is in a snapshot. */
export interface SnapshotSize {
  /** Series groups of six histograms and a counter. */
  readonly groups: number;
  /** Values in each histogram. */
  readonly values: number;
}

/** A snapshot before it is numbered. */
export type UnsentSnapshot = Omit<SnapshotMessage, "sequence">;

/** Which snapshot is made. */
export interface SnapshotPlace {
  readonly runId: string;
  /** The worker's number. */
  readonly worker: number;
  /** How many it has made before. */
  readonly made: number;
  readonly interval: number;
  readonly users: number;
  readonly isFinal: boolean;
}

/** Different histograms of a metric. */
const poolSize = 32;
const tokensPerGroup = 1_000;
/** A 10 ms timer ticks as often in a second, hardly ever late. */
const loopDelay = { median: 300, values: 100 };

/** Counts of what was said. */
export interface SaidCounts {
  readonly snapshots: number;
  readonly requests: number;
  readonly outputTokens: number;
}

/** All that the snapshots of all workers have said. */
export interface SaidTotals extends SaidCounts {
  /** By metric, of all series together, as a result shows them. */
  readonly statistics: Readonly<Record<string, Statistics>>;
}

/** Makes snapshots of one size. */
export class SnapshotMaker {
  readonly #size: SnapshotSize;
  readonly #pools: readonly (readonly PooledHistogram[])[];
  readonly #health: readonly PooledHistogram[];
  /** How often each histogram of each pool was used. */
  readonly #uses = groupHistograms.map(() => new Float64Array(poolSize));
  #snapshots = 0;

  constructor(size: SnapshotSize) {
    this.#size = size;
    this.#pools = groupHistograms.map(({ median }) => createPool(median, size.values, poolSize));
    this.#health = createPool(loopDelay.median, loopDelay.values, poolSize);
  }

  /** Makes one. */
  make(place: SnapshotPlace): UnsentSnapshot {
    const { worker, made, interval } = place;
    const { groups, values } = this.#size;
    const ended = (made + 1) * groups * values;
    this.#snapshots++;
    return {
      type: "snapshot",
      runId: place.runId,
      fromInterval: interval,
      toInterval: interval,
      users: place.users,
      peakUsers: place.users,
      ledger: {
        due: ended,
        started: ended,
        succeeded: ended,
        failed: 0,
        cancelled: 0,
        inFlight: 0,
        dropped: 0,
        waiting: 0,
      },
      histograms: this.#histograms(worker, made),
      counters: Array.from({ length: groups }, (_, group) => ({
        id: counterId(group),
        delta: tokensPerGroup,
        total: (made + 1) * tokensPerGroup,
      })),
      coalesced: 0,
      tokenSources: { usage: groups * values, events: 0 },
      errors: [],
      warnings: [],
      health: {
        cpu: 0.1,
        gcMs: 1,
        rssBytes: 100_000_000,
        loopDelay: frameAt(this.#health, worker + made),
      },
      final: place.isFinal,
    };
  }

  /** What all of them have said, in numbers. */
  get counts(): SaidCounts {
    const { groups, values } = this.#size;
    return {
      snapshots: this.#snapshots,
      requests: this.#snapshots * groups * values,
      outputTokens: this.#snapshots * groups * tokensPerGroup,
    };
  }

  /** What all of them have said; takes a moment. */
  totals(): SaidTotals {
    const statistics: Record<string, Statistics> = {};
    for (const [place, { metric }] of groupHistograms.entries())
      statistics[metric] = this.#statisticsOf(place);
    return { ...this.counts, statistics };
  }

  #histograms(worker: number, made: number): SnapshotMessage["histograms"] {
    const { groups, values } = this.#size;
    const histograms: SnapshotMessage["histograms"] = [];
    for (let group = 0; group < groups; group++)
      for (const [place, pool] of this.#pools.entries()) {
        const at = (worker * 7 + made * 13 + group * 5 + place) % poolSize;
        const uses = this.#uses[place];
        if (uses !== undefined) uses[at] = (uses[at] ?? 0) + 1;
        histograms.push({
          id: histogramId(group, place),
          frame: frameAt(pool, at),
          total: (made + 1) * values,
        });
      }
    return histograms;
  }

  #statisticsOf(place: number): Statistics {
    const all = new Histogram();
    for (const [at, { histogram }] of (this.#pools[place] ?? []).entries())
      addTimes(all, histogram, this.#uses[place]?.[at] ?? 0);
    return summarize(all, findMetric(groupHistograms[place]?.metric ?? "")?.scale ?? 1);
  }
}

const frameAt = (pool: readonly PooledHistogram[], at: number): PooledHistogram["frame"] => {
  const pooled = pool[at % pool.length];
  if (pooled === undefined) throw new RangeError("the pool is empty");
  return pooled.frame;
};
