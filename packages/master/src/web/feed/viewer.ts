// One page that watches. It is sent as much as it reads: what does not fit is dropped, and once it has
// read what is on its way it gets everything again from the beginning. Nobody waits for it.

/** What is needed of a socket. */
export interface ViewerSocket {
  readonly bufferedAmount: number;
  /** `sent` is called in a later turn. */
  send(bytes: Uint8Array, sent: () => void): void;
  /** Calls back in a later turn. */
  later(callback: () => void): void;
}

/** Bounds of what waits for one viewer. */
export interface ViewerLimits {
  /** Bytes on their way to the socket; above it, the rest waits here. */
  readonly highWaterBytes: number;
  /** Bytes that wait here; above it, the viewer has missed something. */
  readonly queueBytes: number;
}

/** A few seconds of a large run. */
export const viewerLimits: ViewerLimits = {
  highWaterBytes: 256 * 1024,
  queueBytes: 4 * 1024 * 1024,
};

/** Messages of the past, made as they are asked for; null: the next one is being made. */
export type CatchUp = Generator<Uint8Array | null, undefined>;

/** One page. */
export class Viewer {
  readonly #socket: ViewerSocket;
  readonly #limits: ViewerLimits;
  readonly #history: () => CatchUp;
  #catchUp: CatchUp | null = null;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #hasMissed = false;

  /** `history` is called when the past is needed, and must not hold what is pushed after it. */
  constructor(socket: ViewerSocket, history: () => CatchUp, limits = viewerLimits) {
    this.#socket = socket;
    this.#history = history;
    this.#limits = limits;
  }

  /** Sends everything that was, and then what is pushed. */
  begin(): void {
    this.#drop();
    // What the history flushes to all viewers is in it already.
    const catchUp = this.#history();
    this.#hasMissed = false;
    this.#catchUp = catchUp;
    this.pump();
  }

  /** A live message, the same bytes for all viewers. */
  push(bytes: Uint8Array): void {
    if (!this.#hasMissed) {
      this.#queue.push(bytes);
      this.#queuedBytes += bytes.length;
    }
    // First: one message may be larger than all that may wait.
    this.pump();
    if (this.#queuedBytes > this.#limits.queueBytes) this.#drop();
  }

  /** Sends as much as the socket takes. */
  pump(): void {
    if (this.#hasMissed) {
      if (this.#socket.bufferedAmount === 0) this.begin();
      return;
    }
    while (this.#socket.bufferedAmount < this.#limits.highWaterBytes) {
      const next = this.#next();
      if (next === undefined) return;
      if (next === null) {
        this.#socket.later(() => this.pump());
        return;
      }
      this.#socket.send(next, () => this.pump());
    }
  }

  #next(): Uint8Array | null | undefined {
    const past = this.#catchUp?.next();
    if (past !== undefined && past.done !== true) return past.value;
    this.#catchUp = null;
    const live = this.#queue.shift();
    this.#queuedBytes -= live?.length ?? 0;
    return live;
  }

  #drop(): void {
    this.#hasMissed = true;
    this.#catchUp = null;
    this.#queue = [];
    this.#queuedBytes = 0;
  }
}
