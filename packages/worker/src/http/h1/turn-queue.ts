// Holds back what goes out on kept-alive connections until the event loop has looked at its sockets
// once more. A server that has just closed such a connection is then known to have done so, and the
// request goes out on a new one instead of being lost.

/** What waits. */
export interface Waiting {
  /** The event loop has polled. Called once for each `add`. */
  onTurn(): void;
}

/** One per transport: one immediate serves all that wait. */
export class TurnQueue {
  #waiting: Waiting[] = [];

  /** Calls back after the next poll. */
  add(waiting: Waiting): void {
    this.#waiting.push(waiting);
    if (this.#waiting.length === 1) setImmediate(() => this.#turn());
  }

  #turn(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const one of waiting) one.onTurn();
  }
}
