// Watches this worker's lease and tells the job what it may still do. The lease runs from when a
// heartbeat was SENT that the master has answered: the master's copy, counted from its answer, always
// ends later, so that its users never run twice.
import {
  leasePhase,
  renewWorkerLease,
  workerLease,
  type LeasePhase,
  type WorkerLease,
} from "@gadfly/shared/lifecycle/lease";

const checkPeriodMs = 100;

/** The lease of one worker. */
export class LeaseKeeper {
  readonly #changed: (phase: LeasePhase) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #now: () => number;
  #lease: WorkerLease | null = null;
  #leaseMs = 0;
  #phase: LeasePhase = "held";

  /** `changed` hears every change of phase; `now` is monotonic, in milliseconds. */
  constructor(changed: (phase: LeasePhase) => void, now = () => performance.now()) {
    this.#changed = changed;
    this.#now = now;
    this.#timer = setInterval(() => this.#check(), checkPeriodMs);
  }

  /** A welcome came: the lease begins anew. */
  begin(leaseMs: number): void {
    this.#leaseMs = leaseMs;
    this.#lease = workerLease(this.#now(), leaseMs);
    this.#check();
  }

  /** The master answered the heartbeat that was sent at `sentAtMs`. */
  renew(sentAtMs: number): void {
    if (this.#lease === null) return;
    this.#lease = renewWorkerLease(this.#lease, sentAtMs, this.#leaseMs);
    this.#check();
  }

  /** Stops watching. */
  close(): void {
    clearInterval(this.#timer);
  }

  /** A process that was frozen must look at the clock before it sends anything. */
  get phase(): LeasePhase {
    this.#check();
    return this.#phase;
  }

  #check(): void {
    if (this.#lease === null) return;
    const phase = leasePhase(this.#lease, this.#now());
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#changed(phase);
  }
}
