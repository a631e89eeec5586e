// Estimates the master's clock from heartbeats and their answers. An exchange bounds its own error:
// offset = master − (sent + rtt/2), |error| ≤ rtt/2 (Cristian, "Probabilistic clock synchronization",
// 1989). From then on the clocks drift apart, so the bound grows with the age of the exchange.

/** One answered heartbeat. */
interface Exchange {
  readonly offsetMs: number;
  readonly errorMs: number;
  readonly sentAtMs: number;
}

/** How far the master's clock is ahead of ours, and the most that this can be wrong by. */
export interface ClockEstimate {
  readonly offsetMs: number;
  readonly errorMs: number;
}

/** How fast two clocks may drift apart: quartz errs by up to 50 parts in a million, both ways. */
const driftRate = 1e-4;

const errorAt = ({ errorMs, sentAtMs }: Exchange, nowMs: number): number =>
  errorMs + Math.max(0, nowMs - sentAtMs) * driftRate;

/** Keeps the exchange with the smallest bound. All bounds grow alike, so what is beaten stays beaten. */
export class ClockSync {
  #best: Exchange | null = null;
  #answeredAtMs = 0;

  /** One heartbeat sent at `sentAtMs`, answered at `masterAtMs`, back at `nowMs`. */
  add(sentAtMs: number, masterAtMs: number, nowMs: number): void {
    const rttMs = Math.max(0, nowMs - sentAtMs);
    const exchange = {
      offsetMs: masterAtMs - (sentAtMs + rttMs / 2),
      errorMs: rttMs / 2,
      sentAtMs,
    };
    this.#answeredAtMs = nowMs;
    if (this.#best === null || errorAt(exchange, nowMs) <= errorAt(this.#best, nowMs))
      this.#best = exchange;
  }

  /** As of the newest answer; null before the first. */
  estimate(): ClockEstimate | null {
    const best = this.#best;
    if (best === null) return null;
    return { offsetMs: best.offsetMs, errorMs: errorAt(best, this.#answeredAtMs) };
  }
}
