// A fixed number of slots and a queue before them: first come, first served.

/** What a request holds while it is worked on. */
export interface Slot<T> {
  readonly item: T;
  /** Hands it to the next in the queue; once is enough. */
  free(): void;
}

/** Slots for items of any kind. */
export class Slots<T> {
  readonly #free: T[];
  readonly #queue: ((item: T) => void)[] = [];
  #held = 0;

  constructor(items: readonly T[]) {
    this.#free = [...items];
  }

  /** Requests that hold a slot. */
  get held(): number {
    return this.#held;
  }

  /** Requests in the queue. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Waits for a slot; null when the signal came first. */
  async take(signal: AbortSignal): Promise<Slot<T> | null> {
    if (signal.aborted) return null;
    const item = this.#free.pop() ?? (await this.#wait(signal));
    if (item === null) return null;
    this.#held++;
    let isHeld = true;
    const free = (): void => {
      if (isHeld) this.#give(item);
      isHeld = false;
    };
    return { item, free };
  }

  #wait(signal: AbortSignal): Promise<T | null> {
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#queue.splice(this.#queue.indexOf(enter), 1);
        resolve(null);
      };
      const enter = (item: T): void => {
        signal.removeEventListener("abort", leave);
        resolve(item);
      };
      this.#queue.push(enter);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  #give(item: T): void {
    this.#held--;
    const next = this.#queue.shift();
    if (next === undefined) this.#free.push(item);
    else next(item);
  }
}
