// Remembers the newest requests and counts all of them. Memory is bounded twice: by the number of
// requests and by the number of chunks they have together.

import { TruthEntry, type TruthState } from "./truth-entry.ts";

/** The states in which a request ends. */
export type FinalState = Exclude<TruthState, "received" | "queued" | "running">;

const averageChunksPerRequest = 256;

/** Counts since the start or the last clear; received = the four final states + inFlight. */
export interface TruthTotals {
  received: number;
  completed: number;
  cancelled: number;
  refused: number;
  faulted: number;
  inFlight: number;
  chunks: number;
  tokens: number;
}

/** The log of one simulator. */
export class TruthLog {
  readonly #limit: number;
  readonly #entries = new Map<string, TruthEntry>();
  #chunkCapacity = 0;
  readonly totals: TruthTotals = {
    received: 0,
    completed: 0,
    cancelled: 0,
    refused: 0,
    faulted: 0,
    inFlight: 0,
    chunks: 0,
    tokens: 0,
  };

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Notes a request. While an id is remembered, the next ones with it get `#2`, `#3` … at its end. */
  begin(id: string, receivedAtMs: number): TruthEntry {
    const entry = new TruthEntry(this.#toOwnId(id), receivedAtMs);
    this.#forget(entry.id);
    this.#entries.set(entry.id, entry);
    this.totals.received += 1;
    this.totals.inFlight += 1;
    this.#forgetOldest();
    return entry;
  }

  /** Makes room for the chunks of a request. */
  reserve(entry: TruthEntry, chunks: number): void {
    entry.reserve(chunks);
    if (this.#entries.get(entry.id) !== entry) return;
    this.#chunkCapacity += chunks;
    this.#forgetOldest();
  }

  /** Counts a chunk and notes it; see `TruthEntry.addChunk`. */
  addChunk(entry: TruthEntry, dueAtMs: number, sentAtMs: number, tokens: number): void {
    entry.addChunk(dueAtMs, sentAtMs, tokens);
    this.totals.chunks += 1;
    this.totals.tokens += tokens;
  }

  /** Notes the end of a request, once for each. */
  settle(entry: TruthEntry, state: FinalState, atMs: number): void {
    entry.state = state;
    entry.nextDueAtMs = null;
    entry.endedAtMs = atMs;
    if (state === "cancelled") entry.cancelledAtMs = atMs;
    this.totals[state] += 1;
    this.totals.inFlight -= 1;
  }

  find(id: string): TruthEntry | undefined {
    return this.#entries.get(id);
  }

  /** Ids of the remembered requests, oldest first. */
  ids(): string[] {
    return [...this.#entries.keys()];
  }

  /** Forgets all requests and counts; those in flight remain counted as received. */
  clear(): void {
    this.#entries.clear();
    this.#chunkCapacity = 0;
    const { inFlight } = this.totals;
    Object.assign(this.totals, {
      received: inFlight,
      completed: 0,
      cancelled: 0,
      refused: 0,
      faulted: 0,
      chunks: 0,
      tokens: 0,
    });
  }

  #toOwnId(id: string): string {
    const first = this.#entries.get(id);
    if (first === undefined) return id;
    first.namesakes += 1;
    return `${id}#${first.namesakes + 1}`;
  }

  #forget(id: string): void {
    this.#chunkCapacity -= this.#entries.get(id)?.capacity ?? 0;
    this.#entries.delete(id);
  }

  #forgetOldest(): void {
    const chunkLimit = this.#limit * averageChunksPerRequest;
    for (const id of this.#entries.keys()) {
      const isFull = this.#entries.size > this.#limit || this.#chunkCapacity > chunkLimit;
      if (!isFull || this.#entries.size === 1) return;
      this.#forget(id);
    }
  }
}
