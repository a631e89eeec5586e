// Things to do at given moments: a binary heap on absolute times, so that lateness never shifts
// what comes after.

interface Entry<T> {
  readonly dueMs: number;
  /** Breaks ties: first in, first out. */
  readonly order: number;
  readonly item: T;
}

const isBefore = <T>(a: Entry<T>, b: Entry<T>): boolean =>
  a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);

/** A priority queue on due times. */
export class DueQueue<T> {
  readonly #heap: Entry<T>[] = [];
  #nextOrder = 0;

  /** Adds `item`, due at `dueMs`. */
  push(dueMs: number, item: T): void {
    const entry = { dueMs, order: this.#nextOrder++, item };
    this.#heap.push(entry);
    this.#siftUp(this.#heap.length - 1, entry);
  }

  /** The earliest due time, or null when nothing waits. */
  get nextDueMs(): number | null {
    return this.#heap[0]?.dueMs ?? null;
  }

  /** Items that wait. */
  get size(): number {
    return this.#heap.length;
  }

  /** Removes and returns the earliest item that is due, with its due time; null when none is. */
  popDue(nowMs: number): { dueMs: number; item: T } | null {
    const top = this.#heap[0];
    if (top === undefined || top.dueMs > nowMs) return null;
    const last = this.#heap.pop();
    if (last !== undefined && last !== top) this.#siftDown(last);
    return { dueMs: top.dueMs, item: top.item };
  }

  /** Forgets everything. */
  clear(): void {
    this.#heap.length = 0;
  }

  #siftUp(from: number, entry: Entry<T>): void {
    let at = from;
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = this.#heap[parentAt];
      if (parent === undefined || !isBefore(entry, parent)) break;
      this.#heap[at] = parent;
      at = parentAt;
    }
    this.#heap[at] = entry;
  }

  #siftDown(entry: Entry<T>): void {
    let at = 0;
    for (;;) {
      const childAt = this.#smallerChild(at);
      const child = this.#heap[childAt];
      if (child === undefined || !isBefore(child, entry)) break;
      this.#heap[at] = child;
      at = childAt;
    }
    this.#heap[at] = entry;
  }

  #smallerChild(at: number): number {
    const left = this.#heap[2 * at + 1];
    const right = this.#heap[2 * at + 2];
    if (left === undefined || right === undefined) return 2 * at + 1;
    return isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
  }
}
