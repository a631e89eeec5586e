// One question to the target once the load is over, put by the first worker that is told to stop. The
// master waits for the answer for a moment: it is worth knowing, and worth no more.
import type { WorkerEntry } from "../workers/worker-entry.ts";

/** A worker gives the target 5 s; the rest is for the way. */
const answerTimeoutMs = 7_000;

/** Who asks, and whether the answer is still awaited. */
export class HealthCheck {
  #asker: WorkerEntry | null = null;
  #isOver = false;
  #waitsUntilMs: number | null = null;

  /** Of the workers that are told to stop, the first asks. */
  choose(workers: readonly WorkerEntry[]): void {
    this.#asker ??= workers[0] ?? null;
  }

  /** Is this the worker that asks? */
  isAskedOf(worker: WorkerEntry): boolean {
    return worker.id === this.#asker?.id;
  }

  /** The answer is there, or nobody wants to wait for it. */
  end(): void {
    this.#isOver = true;
  }

  /** What is waited for, in words. */
  describe([target = "the target"]: readonly string[]): string {
    return `asking ${target} how it is; Ctrl-C does not wait for that`;
  }

  /** All else is over, since now at the latest: may the answer still come? */
  isAwaited(nowMs: number): boolean {
    if (this.#isOver || this.#asker?.liveness !== "alive") return false;
    this.#waitsUntilMs ??= nowMs + answerTimeoutMs;
    return nowMs < this.#waitsUntilMs;
  }
}
