// How many requests this worker may start: the master's grant for -n, or no limit.

/** The quota of one run on one worker. Grants are absolute, so a repeated frame changes nothing. */
export class RequestQuota {
  readonly #isLimited: boolean;
  #granted = 0;
  #taken = 0;
  #isLast = false;

  constructor(isLimited: boolean) {
    this.#isLimited = isLimited;
  }

  /** The master allows `granted` requests since the start; `isLast`: no more will follow. */
  grant(granted: number, isLast: boolean): void {
    this.#granted = Math.max(this.#granted, granted);
    this.#isLast = isLast;
  }

  /** Takes one request, or says that none is left for now. */
  take(): boolean {
    if (this.#isLimited && this.#taken >= this.#granted) return false;
    this.#taken++;
    return true;
  }

  /** True when it is time to ask for more: half of the newest grant at most is left. */
  shouldAsk(lastGrant: number): boolean {
    if (!this.#isLimited || this.#isLast) return false;
    return this.#granted - this.#taken <= lastGrant / 2;
  }

  /** Everything that will ever be granted has been taken. */
  get isUsedUp(): boolean {
    return this.#isLimited && this.#isLast && this.#taken >= this.#granted;
  }

  /** What the master has allowed so far. */
  get granted(): number {
    return this.#granted;
  }
}
