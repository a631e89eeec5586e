// The batch of a server: a fixed number of places, and a queue, first come, first served.

/** Someone who wants a place in the batch. */
export interface BatchMember {
  /** Called when a place is free: at once, or when others have left. */
  admit(): void;
}

/** Gives out the places. */
export class Batch {
  readonly #places: number;
  readonly #queueLimit: number;
  readonly #running = new Set<BatchMember>();
  // A Set keeps the order of arrival and lets a member leave from the middle at no cost.
  readonly #queue = new Set<BatchMember>();
  #peakRunning = 0;

  constructor(places: number, queueLimit: number | null) {
    this.#places = places;
    this.#queueLimit = queueLimit ?? Number.POSITIVE_INFINITY;
  }

  get running(): number {
    return this.#running.size;
  }

  get queued(): number {
    return this.#queue.size;
  }

  /** The most that ran at once since the start or the last `resetPeak`. */
  get peakRunning(): number {
    return this.#peakRunning;
  }

  resetPeak(): void {
    this.#peakRunning = this.#running.size;
  }

  /** Admits or queues a member; false when the queue is full. */
  enter(member: BatchMember): boolean {
    if (this.#running.size < this.#places) {
      this.#admit(member);
      return true;
    }
    if (this.#queue.size >= this.#queueLimit) return false;
    this.#queue.add(member);
    return true;
  }

  /** Takes a member out, wherever it is, and gives its place to the next one. */
  leave(member: BatchMember): void {
    this.#queue.delete(member);
    if (!this.#running.delete(member)) return;
    for (const next of this.#queue) {
      this.#queue.delete(next);
      this.#admit(next);
      return;
    }
  }

  #admit(member: BatchMember): void {
    this.#running.add(member);
    this.#peakRunning = Math.max(this.#peakRunning, this.#running.size);
    member.admit();
  }
}
