// All deadlines of a worker on one coarse timer: a hashed wheel of short ticks. Setting, moving and
// dropping a deadline is a few pointer writes; nothing is allocated and no Node timer is set for it.

/** Is asked when its deadline may have come; it looks for itself, and may set a new one. */
export interface DeadlineOwner {
  onDeadline(nowMs: number): void;
}

/** One owner's place in a wheel. */
export class Deadline {
  readonly owner: DeadlineOwner;
  /** When it is due; meaningful while `bucket` is not -1. */
  dueMs = 0;
  bucket = -1;
  previous: Deadline | null = null;
  next: Deadline | null = null;

  constructor(owner: DeadlineOwner) {
    this.owner = owner;
  }
}

/** The finest step of time that the wheel knows. */
export const wheelTickMs = 25;
const bucketCount = 1024;

/** The wheel itself is pure: `advance` tells it the time. */
export class TimerWheel {
  readonly #buckets: (Deadline | null)[] = Array.from({ length: bucketCount }, () => null);
  #tick: number;
  #size = 0;

  constructor(nowMs: number) {
    this.#tick = Math.floor(nowMs / wheelTickMs);
  }

  /** How many deadlines are set. */
  get size(): number {
    return this.#size;
  }

  /**
   * Sets a deadline, or moves it forward. One that is set already for an earlier time stays there:
   * its owner is asked then and can set the later one, which spares a move for every read.
   */
  set(deadline: Deadline, dueMs: number): void {
    if (deadline.bucket >= 0) {
      if (dueMs >= deadline.dueMs) return;
      this.drop(deadline);
    }
    deadline.dueMs = dueMs;
    this.#insert(deadline);
  }

  /** Forgets a deadline; harmless when it is not set. */
  drop(deadline: Deadline): void {
    if (deadline.bucket < 0) return;
    const { previous, next } = deadline;
    if (previous === null) this.#buckets[deadline.bucket] = next;
    else previous.next = next;
    if (next !== null) next.previous = previous;
    deadline.previous = null;
    deadline.next = null;
    deadline.bucket = -1;
    this.#size -= 1;
  }

  /** Asks the owner of every deadline that has come, at most one tick after it came. */
  advance(nowMs: number): void {
    const target = Math.floor(nowMs / wheelTickMs);
    const from = Math.max(this.#tick + 1, target - bucketCount + 1);
    this.#tick = Math.max(this.#tick, target);
    for (let tick = from; tick <= target; tick += 1) this.#fire(tick % bucketCount, nowMs);
  }

  /** Takes out all that is due, then tells the owners: they may set and drop deadlines meanwhile. */
  #fire(bucket: number, nowMs: number): void {
    const due: Deadline[] = [];
    let deadline = this.#buckets[bucket] ?? null;
    while (deadline !== null) {
      const { next } = deadline;
      // What is not due yet belongs to a later turn of the wheel.
      if (deadline.dueMs <= nowMs) {
        this.drop(deadline);
        due.push(deadline);
      }
      deadline = next;
    }
    for (const { owner } of due) owner.onDeadline(nowMs);
  }

  #insert(deadline: Deadline): void {
    // Rounded up: when the tick of its bucket has come, so has the deadline.
    const tick = Math.max(Math.ceil(deadline.dueMs / wheelTickMs), this.#tick + 1);
    const bucket = tick % bucketCount;
    const head = this.#buckets[bucket] ?? null;
    deadline.bucket = bucket;
    deadline.previous = null;
    deadline.next = head;
    if (head !== null) head.previous = deadline;
    this.#buckets[bucket] = deadline;
    this.#size += 1;
  }
}

/**
 * Turns a wheel until the returned function is called; does not keep the process alive.
 * The wheel turns after the event loop has read its sockets: when the loop was late, bytes that had
 * arrived in time are seen before a deadline is judged.
 */
export function startWheel(wheel: TimerWheel): () => void {
  const timer = setInterval(() => {
    setImmediate(() => wheel.advance(performance.now()));
  }, wheelTickMs);
  timer.unref();
  return () => clearInterval(timer);
}
