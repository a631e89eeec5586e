// What really happened to one request: when it was read, and when each chunk was sent.
// Times are CLOCK_MONOTONIC milliseconds. Recording a chunk is three stores into typed arrays.

/** Where a request stands; the last four are final. */
export type TruthState =
  | "received"
  | "queued"
  | "running"
  | "completed"
  | "cancelled"
  | "refused"
  | "faulted";

/** What is known of a request before it is answered. */
export interface TruthFacts {
  readonly endpoint: string;
  readonly model: string;
  readonly fault: string | null;
  readonly isStreamed: boolean;
  readonly promptTokens: number;
  /** Tokens that it will get when nothing interrupts it. */
  readonly plannedTokens: number;
}

const round = (ms: number | null): number | null =>
  ms === null ? null : Math.round(ms * 1000) / 1000;

const roundAll = (values: Float64Array): number[] =>
  Array.from(values, (ms) => Math.round(ms * 1000) / 1000);

/** The record of one request; written by whoever serves it, read by the truth route. */
export class TruthEntry {
  readonly id: string;
  readonly receivedAtMs: number;
  state: TruthState = "received";
  /** HTTP status of the answer; null before it. */
  status: number | null = null;
  facts: TruthFacts | null = null;
  /** A place in the batch was free. */
  admittedAtMs: number | null = null;
  firstByteAtMs: number | null = null;
  /** The last byte was handed to the system, or the request was given up. */
  endedAtMs: number | null = null;
  /** The client had gone away. */
  cancelledAtMs: number | null = null;
  /** When the next chunk is due; null when there is none. */
  nextDueAtMs: number | null = null;
  /** Chunks sent while earlier bytes still waited for the client: it saw them later than recorded. */
  backloggedChunks = 0;
  /** Later requests with the same id. */
  namesakes = 0;

  #count = 0;
  #dueAtMs = new Float64Array(0);
  #sentAtMs = new Float64Array(0);
  #tokens = new Uint32Array(0);

  constructor(id: string, receivedAtMs: number) {
    this.id = id;
    this.receivedAtMs = receivedAtMs;
  }

  get capacity(): number {
    return this.#sentAtMs.length;
  }

  /** Makes room for so many chunks; none may have been recorded yet. */
  reserve(chunks: number): void {
    this.#dueAtMs = new Float64Array(chunks);
    this.#sentAtMs = new Float64Array(chunks);
    this.#tokens = new Uint32Array(chunks);
  }

  /** To be called right before the chunk is handed to the system, with the time read there. */
  addChunk(dueAtMs: number, sentAtMs: number, tokens: number): void {
    this.#dueAtMs[this.#count] = dueAtMs;
    this.#sentAtMs[this.#count] = sentAtMs;
    this.#tokens[this.#count] = tokens;
    this.#count += 1;
  }

  toJson(): object {
    const tokens = Array.from(this.#tokens.subarray(0, this.#count));
    return {
      id: this.id,
      state: this.state,
      status: this.status,
      ...this.facts,
      sentTokens: tokens.reduce((sum, count) => sum + count, 0),
      receivedAtMs: round(this.receivedAtMs),
      admittedAtMs: round(this.admittedAtMs),
      firstByteAtMs: round(this.firstByteAtMs),
      endedAtMs: round(this.endedAtMs),
      cancelledAtMs: round(this.cancelledAtMs),
      nextDueAtMs: round(this.nextDueAtMs),
      backloggedChunks: this.backloggedChunks,
      chunks: {
        dueAtMs: roundAll(this.#dueAtMs.subarray(0, this.#count)),
        sentAtMs: roundAll(this.#sentAtMs.subarray(0, this.#count)),
        tokens,
      },
    };
  }
}
