// Fires everything that is due, for all streams of a simulator, from one timer. A timer per token
// would cost more than the token. Due times are absolute: a late tick never moves a later one.

import { type Due, DueHeap } from "./due-heap.ts";
import { monotonicNowMs } from "./monotonic-clock.ts";

/** Something to be fired at its due time; it may add itself again for a later time. */
export interface Timed extends Due {
  fire(): void;
}

/** After so many in a row the sockets are read before the rest is fired. */
const firedPerTurn = 256;

/** Holds what is due and fires it in order, at most a timer tick (about 1 ms) late on an idle loop. */
export class Ticker {
  readonly #heap = new DueHeap<Timed>();
  #timer: NodeJS.Timeout | null = null;
  #timerDueAtMs = 0;
  #immediate: NodeJS.Immediate | null = null;
  #isFiring = false;

  /** Fires the task at its `dueAtMs`, or in the next turn when that is past. */
  add(task: Timed): void {
    this.#heap.add(task);
    if (!this.#isFiring) this.#arm();
  }

  /** Forgets a task; does nothing when it is not waiting. */
  remove(task: Timed): void {
    this.#heap.remove(task);
  }

  /** Forgets everything. */
  clear(): void {
    for (let task = this.#heap.first(); task !== undefined; task = this.#heap.first())
      this.#heap.remove(task);
    this.#disarm();
  }

  #arm(): void {
    const first = this.#heap.first();
    if (first === undefined || this.#immediate !== null) return;
    if (this.#timer !== null && this.#timerDueAtMs <= first.dueAtMs) return;
    this.#disarm();
    const waitMs = first.dueAtMs - monotonicNowMs();
    if (waitMs <= 0) {
      this.#immediate = setImmediate(this.#run);
      return;
    }
    this.#timerDueAtMs = first.dueAtMs;
    this.#timer = setTimeout(this.#run, Math.min(waitMs, 1_000_000));
  }

  #disarm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#immediate !== null) clearImmediate(this.#immediate);
    this.#timer = null;
    this.#immediate = null;
  }

  readonly #run = (): void => {
    this.#disarm();
    this.#isFiring = true;
    const nowMs = monotonicNowMs();
    for (let fired = 0; fired < firedPerTurn; fired += 1) {
      const task = this.#heap.first();
      if (task === undefined || task.dueAtMs > nowMs) break;
      this.#heap.remove(task);
      task.fire();
    }
    this.#isFiring = false;
    this.#arm();
  };
}
