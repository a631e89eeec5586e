// Estimates the master's clock from heartbeats and their answers. The exchange with the smallest
// round trip bounds the error: offset = master − (sent + rtt/2), |error| ≤ rtt/2
// (Cristian, "Probabilistic clock synchronization", 1989).

/** One answered heartbeat. */
interface Exchange {
  readonly offsetMs: number;
  readonly rttMs: number;
  readonly atMs: number;
}

/** How far the master's clock is ahead of ours, and the most that this can be wrong by. */
export interface ClockEstimate {
  readonly offsetMs: number;
  readonly errorMs: number;
}

/** Exchanges older than this no longer count: quartz drifts by up to 0.1 ms a second. */
const windowMs = 60_000;

/** Keeps the exchange with the smallest round trip of the last minute. */
export class ClockSync {
  #exchanges: Exchange[] = [];

  /** One heartbeat sent at `sentAtMs`, answered at `masterAtMs`, back at `nowMs`. */
  add(sentAtMs: number, masterAtMs: number, nowMs: number): void {
    const rttMs = Math.max(0, nowMs - sentAtMs);
    const exchange = { offsetMs: masterAtMs - (sentAtMs + rttMs / 2), rttMs, atMs: nowMs };
    // An older exchange with a longer round trip can never be the best again.
    this.#exchanges = this.#exchanges.filter(
      (kept) => kept.rttMs < rttMs && nowMs - kept.atMs < windowMs,
    );
    this.#exchanges.push(exchange);
  }

  /** null before the first answer. */
  estimate(): ClockEstimate | null {
    const best = this.#exchanges[0];
    return best === undefined ? null : { offsetMs: best.offsetMs, errorMs: best.rttMs / 2 };
  }

  /** Number of exchanges still considered. */
  get size(): number {
    return this.#exchanges.length;
  }
}
