// What one worker has done lately: the newest of its health, and a rate over the last seconds. Only
// the live view asks; a result has the means of the whole run.
import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import type { HistogramFrame } from "@gadfly/shared/metrics/histogram-frame";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import type { WorkerInterval } from "../journal/journal-record.ts";

interface Moment {
  readonly interval: number;
  /** Requests that had ended by then. */
  readonly ended: number;
}

/** As for the whole run: a rate now is a mean of ten seconds. */
const rateIntervals = 10;

/** The last seconds of one worker. */
export class RecentWork {
  readonly #moments: Moment[] = [];
  #loopDelay: HistogramFrame | null = null;
  #cpu: number | null = null;

  /** Takes an interval's row; one that comes late changes nothing here. */
  add({ ledger, cpu, loopDelay }: WorkerInterval, interval: number): void {
    const newest = this.#moments.at(-1);
    if (newest !== undefined && interval <= newest.interval) return;
    this.#moments.push({ interval, ended: ledger.succeeded + ledger.failed });
    if (this.#moments.length > rateIntervals + 1) this.#moments.shift();
    this.#cpu = cpu;
    this.#loopDelay = loopDelay;
  }

  /** Share of a core in the newest interval. */
  get cpu(): number | null {
    return this.#cpu;
  }

  /** How late its own timer was in the newest interval. */
  get loopDelayP99Ms(): number | null {
    if (this.#loopDelay === null) return null;
    const histogram = new Histogram();
    addFrame(histogram, this.#loopDelay);
    return histogram.isEmpty() ? null : histogram.quantile(0.99) / 1000;
  }

  /** Ended requests per second. */
  rps(intervalMs: number): number {
    const newest = this.#moments.at(-1);
    if (newest === undefined) return 0;
    // Before its first interval a worker had ended nothing.
    const [oldest = newest] = this.#moments;
    const base = oldest === newest ? { interval: newest.interval - 1, ended: 0 } : oldest;
    const seconds = ((newest.interval - base.interval) * intervalMs) / 1000;
    return (newest.ended - base.ended) / seconds;
  }
}
