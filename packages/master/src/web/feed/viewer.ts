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

/**
 * What a large run says while a page catches up with it: less would send it back to the beginning again
 * and again. The bytes are the same for all viewers, so many of them hold no more than one.
 */
export const viewerLimits: ViewerLimits = {
  highWaterBytes: 256 * 1024,
  queueBytes: 16 * 1024 * 1024,
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

  /** Sends what the socket takes: of the past one message, of what is new all. */
  pump(): void {
    if (this.#hasMissed) {
      if (this.#socket.bufferedAmount === 0) this.begin();
      return;
    }
    while (this.#socket.bufferedAmount < this.#limits.highWaterBytes) {
      // The kernel takes megabytes at once, and a fast page reads them meanwhile: only the end of the
      // turn keeps the past from being made in one go.
      if (this.#sendPast()) return;
      const live = this.#queue.shift();
      if (live === undefined) return;
      this.#queuedBytes -= live.length;
      this.#socket.send(live, () => this.pump());
    }
  }

  /** Sends the next message of the past, if there is one; the one after it comes in a later turn. */
  #sendPast(): boolean {
    const past = this.#catchUp?.next();
    if (past === undefined || past.done === true) {
      this.#catchUp = null;
      return false;
    }
    if (past.value === null) this.#socket.later(() => this.pump());
    else this.#socket.send(past.value, () => this.pump());
    return true;
  }

  #drop(): void {
    this.#hasMissed = true;
    this.#catchUp = null;
    this.#queue = [];
    this.#queuedBytes = 0;
  }
}
