// A binary heap of things that are due, earliest first. Each member remembers its place, so that
// taking one out from the middle (a client that went away) costs as little as taking the first.

/** Something with a due time; `heapIndex` belongs to the heap and is -1 outside of it. */
export interface Due {
  dueAtMs: number;
  heapIndex: number;
}

/** The earliest due member first; adding and removing cost O(log n). */
export class DueHeap<T extends Due> {
  readonly #members: T[] = [];

  get size(): number {
    return this.#members.length;
  }

  /** The member that is due first, left in place. */
  first(): T | undefined {
    return this.#members[0];
  }

  add(member: T): void {
    this.#members.push(member);
    this.#rise(member, this.#members.length - 1);
  }

  /** Takes a member out; does nothing when it is not in the heap. */
  remove(member: T): void {
    const index = member.heapIndex;
    if (index < 0) return;
    member.heapIndex = -1;
    const last = this.#members.pop();
    if (last === undefined || last === member) return;
    const parent = this.#members[(index - 1) >> 1];
    if (index > 0 && parent !== undefined && parent.dueAtMs > last.dueAtMs) this.#rise(last, index);
    else this.#sink(last, index);
  }

  #place(member: T, index: number): void {
    this.#members[index] = member;
    member.heapIndex = index;
  }

  #rise(member: T, from: number): void {
    let index = from;
    while (index > 0) {
      const parent = this.#members[(index - 1) >> 1];
      if (parent === undefined || parent.dueAtMs <= member.dueAtMs) break;
      this.#place(parent, index);
      index = (index - 1) >> 1;
    }
    this.#place(member, index);
  }

  #sink(member: T, from: number): void {
    let index = from;
    for (;;) {
      const child = this.#earlierChild(index);
      if (child === undefined || child.dueAtMs >= member.dueAtMs) break;
      const next = child.heapIndex;
      this.#place(child, index);
      index = next;
    }
    this.#place(member, index);
  }

  #earlierChild(index: number): T | undefined {
    const left = this.#members[2 * index + 1];
    const right = this.#members[2 * index + 2];
    if (left === undefined || right === undefined) return left;
    return right.dueAtMs < left.dueAtMs ? right : left;
  }
}
