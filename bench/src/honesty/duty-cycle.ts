// Stops and continues a process by turns, as cpulimit does: a throttle that works on every Unix, and a
// burst of load when the process is a spinner.

/** How a process is stopped by turns. */
export interface Duty {
  /** Stopped for so long in each period. */
  readonly stoppedMs: number;
  readonly periodMs: number;
}

/** False when the process is gone. */
const send = (pid: number, signal: NodeJS.Signals): boolean => {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
};

/** Begins at once; dispose of it to let the process run on. */
export class DutyCycle implements Disposable {
  readonly #pid: number;
  readonly #duty: Duty;
  #timer: NodeJS.Timeout | undefined;
  #nextStopAtMs = performance.now();
  readonly #release = (): void => this[Symbol.dispose]();

  constructor(pid: number, duty: Duty) {
    this.#pid = pid;
    this.#duty = duty;
    // A process that is left stopped could not even notice that its parent is gone.
    process.once("exit", this.#release);
    this.#stop();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    process.off("exit", this.#release);
    send(this.#pid, "SIGCONT");
  }

  // Stops are laid on a fixed grid, so that our own lateness does not add up.
  #stop(): void {
    if (!send(this.#pid, "SIGSTOP")) return;
    const continueAtMs = performance.now() + this.#duty.stoppedMs;
    this.#at(continueAtMs, () => this.#continue());
  }

  #continue(): void {
    send(this.#pid, "SIGCONT");
    const nowMs = performance.now();
    do this.#nextStopAtMs += this.#duty.periodMs;
    while (this.#nextStopAtMs <= nowMs);
    this.#at(this.#nextStopAtMs, () => this.#stop());
  }

  #at(atMs: number, run: () => void): void {
    this.#timer = setTimeout(run, Math.max(0, atMs - performance.now()));
  }
}
