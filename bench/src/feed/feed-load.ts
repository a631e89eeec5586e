// What the runs of this bench are like, and an hour of them as a master's history has it.
import type { IntervalRecord } from "@gadfly/shared/journal/journal-record";
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { createPool, type PooledHistogram } from "../simulated/histogram-pool.ts";
import { counterId, groupHistograms, histogramId } from "../simulated/simulated-series.ts";

/** How many workers, series groups of seven series, and values in each histogram of a snapshot. */
export interface FeedLoad {
  readonly workers: number;
  readonly groups: number;
  readonly values: number;
}

/** The numbers that a process of this bench is started with. */
export const readLoad = ([workers = 0, groups = 0, values = 0]: readonly number[]): FeedLoad => ({
  workers,
  groups,
  values,
});

/** Seconds that have passed before anybody watches. */
export const historyS = 3_600;
/** Of these so many are kept second by second, and the others in steps of `coarseS`. */
const fineS = 600;
const coarseS = 10;

const poolSize = 8;
/** Values of all workers in one histogram: more than this have hardly more buckets. */
const mostValues = 20_000;

/** The name of a worker. */
export const workerName = (worker: number): string => `worker-${worker}`;

type Fields = Omit<StepRecord, "length">;

class PastMaker {
  readonly #load: FeedLoad;
  readonly #pools: readonly (readonly PooledHistogram[])[];
  readonly #delays = createPool(300, 100, 32);

  constructor(load: FeedLoad) {
    this.#load = load;
    const values = Math.min(mostValues, load.values * load.workers);
    this.#pools = groupHistograms.map(({ median }) => createPool(median, values, poolSize));
  }

  make(index: number): Fields {
    const { workers, groups, values } = this.#load;
    const places = Array.from({ length: groups }, (_, group) => group);
    return {
      index,
      histograms: places.flatMap((group) =>
        this.#pools.map((pool, place) => ({
          id: histogramId(group, place),
          frame: frameAt(pool, index + group),
        })),
      ),
      counters: places.map((group) => ({ id: counterId(group), delta: 1_000 * workers })),
      coalesced: 0,
      tokenSources: { usage: groups * values * workers, events: 0 },
      errors: [],
      warnings: [],
      workers: Array.from({ length: workers }, (_, worker) => this.#row(worker, index)),
    };
  }

  #row(worker: number, index: number): Fields["workers"][number] {
    const { groups, values } = this.#load;
    const ended = (index + 1) * groups * values;
    return {
      worker: workerName(worker),
      users: 1,
      peakUsers: 1,
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
      cpu: 0.1 + (index % 7) / 100,
      gcMs: 1.5,
      rssBytes: 100_000_000 + index,
      loopDelay: frameAt(this.#delays, worker + index),
      clock: { offsetMs: 0.1, errorMs: 0.1 },
      final: false,
    };
  }
}

const frameAt = (pool: readonly PooledHistogram[], at: number): PooledHistogram["frame"] => {
  const pooled = pool[at % pool.length];
  if (pooled === undefined) throw new RangeError("the pool is empty");
  return pooled.frame;
};

/** The past as a history keeps it: what is older in longer steps, then the newest seconds. */
export const pastOf = (load: FeedLoad): StepRecord[] => {
  const maker = new PastMaker(load);
  const coarse = (historyS - fineS) / coarseS;
  return [
    ...Array.from({ length: coarse }, (_, place) => ({ index: place * coarseS, length: coarseS })),
    ...Array.from({ length: fineS }, (_, place) => ({
      index: historyS - fineS + place,
      length: 1,
    })),
  ].map(({ index, length }) => ({ ...maker.make(index), length }));
};

/** The seconds after it. */
export function* secondsAfter(load: FeedLoad, count: number): Generator<IntervalRecord, undefined> {
  const maker = new PastMaker(load);
  for (let second = 0; second < count; second += 1)
    yield { type: "interval", ...maker.make(historyS + second) };
}
