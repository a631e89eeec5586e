// The generator's own health: lateness of a 10 ms timer, CPU of this process, garbage collection.
import { PerformanceObserver, performance } from "node:perf_hooks";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { encodeHistogram } from "@gadfly/shared/metrics/hdr-codec";
import type { SnapshotMessage } from "@gadfly/shared/protocol/worker-message";

const periodMs = 10;

/** Health over one interval. */
export type Health = SnapshotMessage["health"];

/** Watches this process until closed. */
export class ProcessHealth {
  readonly #delay = new Histogram();
  readonly #observer: PerformanceObserver;
  #timer: NodeJS.Timeout;
  #expectedAtMs = 0;
  #gcMs = 0;
  #lastCutMs = performance.now();
  #lastCpu = process.cpuUsage();
  #recent = { cpu: 0, loopDelayP99Ms: 0 };

  constructor() {
    this.#observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) this.#gcMs += entry.duration;
    });
    this.#observer.observe({ entryTypes: ["gc"] });
    this.#timer = this.#arm();
  }

  /** CPU share and p99 of the last interval that was cut. */
  get recent(): { cpu: number; loopDelayP99Ms: number } {
    return this.#recent;
  }

  /** Ends the current interval and begins the next. */
  cut(): Health {
    const nowMs = performance.now();
    const used = process.cpuUsage(this.#lastCpu);
    const wallMs = Math.max(1, nowMs - this.#lastCutMs);
    const health = {
      cpu: (used.user + used.system) / 1000 / wallMs,
      gcMs: this.#gcMs,
      rssBytes: process.memoryUsage.rss(),
      loopDelay: encodeHistogram(this.#delay),
    };
    this.#recent = { cpu: health.cpu, loopDelayP99Ms: this.#delay.quantile(0.99) / 1000 };
    this.#lastCpu = process.cpuUsage();
    this.#lastCutMs = nowMs;
    this.#gcMs = 0;
    this.#delay.reset();
    return health;
  }

  /** Stops the timer and the observer. */
  close(): void {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
  }

  #arm(): NodeJS.Timeout {
    this.#expectedAtMs = performance.now() + periodMs;
    return setTimeout(() => this.#tick(), periodMs);
  }

  #tick(): void {
    const lateMs = Math.max(0, performance.now() - this.#expectedAtMs);
    // A loop that stalls for s seconds misses s / 10 ms beats: each of them was late, the first by
    // all of s, the next by 10 ms less. Counting only the first would hide long stalls in p99.
    for (let late = lateMs; late >= 0; late -= periodMs) {
      this.#delay.record(late * 1000);
      if (late < periodMs) break;
    }
    this.#timer = this.#arm();
  }
}
