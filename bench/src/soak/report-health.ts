// Loaded into a process that is watched (`NODE_OPTIONS=--import`): appends to a file, every few seconds,
// what its heap holds and how late its event loop was.
import { appendFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

const lookMs = 250;
const linePeriodMs = 5_000;
const resolutionMs = 10;

const path = process.env["BENCH_HEALTH_FILE"];

/** The heap with the buffers outside it. The lowest of many looks: what no collection has taken yet is no growth. */
class LowestHeap {
  #bytes = Number.POSITIVE_INFINITY;

  look(): void {
    const { heapUsed, external } = process.memoryUsage();
    this.#bytes = Math.min(this.#bytes, heapUsed + external);
  }

  take(): number {
    const bytes = this.#bytes;
    this.#bytes = Number.POSITIVE_INFINITY;
    return bytes;
  }
}

if (path !== undefined) {
  const heap = new LowestHeap();
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  const lateMs = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs);
  let lineAtMs = performance.now() + linePeriodMs;
  const look = (): void => {
    heap.look();
    if (performance.now() < lineAtMs) return;
    const p99Ms = lateMs(delay.percentile(99)).toFixed(1);
    const maxMs = lateMs(delay.max).toFixed(1);
    appendFileSync(path, `${Date.now()} ${heap.take()} ${p99Ms} ${maxMs}\n`);
    delay.reset();
    lineAtMs += linePeriodMs;
  };
  setInterval(look, lookMs).unref();
}
