// The master's account of --max-requests: n requests, handed out to workers in shrinking chunks.
// Never are more than n started, whoever dies: what a lost worker may have sent is written off.
//
// Always: remaining + outstanding + started + writtenOff = n.

/** What one worker was given, and what it says it has started of that. */
interface Account {
  granted: number;
  started: number;
  isLost: boolean;
}

/**
 * Hands out the requests of a run. Chunks follow guided self-scheduling (Polychronopoulos and
 * Kuck, 1987): each is a share of what is left, so that the last workers finish together.
 */
export class QuotaPool {
  #remaining: number;
  readonly #accounts = new Map<string, Account>();

  constructor(requests: number) {
    this.#remaining = requests;
  }

  /** Not handed out. */
  get remaining(): number {
    return this.#remaining;
  }

  /** Started, as far as workers have said. */
  get started(): number {
    return this.#sum(({ started }) => started);
  }

  /** Handed out to workers that are there, and not started yet. */
  get outstanding(): number {
    return this.#sum(({ granted, started, isLost }) => (isLost ? 0 : granted - started));
  }

  /** Handed out to lost workers, which may or may not have started them. */
  get writtenOff(): number {
    return this.#sum(({ granted, started, isLost }) => (isLost ? granted - started : 0));
  }

  /** True when no request is left that anybody could still start. */
  get isExhausted(): boolean {
    return this.#remaining === 0 && this.outstanding === 0;
  }

  /** How many requests the worker may have started in all. */
  grantedTo(workerId: string): number {
    return this.#accounts.get(workerId)?.granted ?? 0;
  }

  /**
   * Hands the next chunk to a worker: half of an even share of what is left, at least one.
   * Returns how many requests the worker may now have started in all; a lost worker gets nothing.
   */
  grant(workerId: string, workers: number): number {
    const account = this.#accountOf(workerId);
    if (account.isLost) return account.granted;
    const share = Math.max(1, Math.ceil(this.#remaining / (2 * Math.max(1, workers))));
    const chunk = Math.min(share, this.#remaining);
    this.#remaining -= chunk;
    account.granted += chunk;
    return account.granted;
  }

  /**
   * Takes note of how many requests the worker has started in all; an older figure changes nothing.
   * False: more than it was given, so the worker is wrong; the account then stands at its grant.
   */
  report(workerId: string, started: number): boolean {
    const account = this.#accountOf(workerId);
    account.started = Math.max(account.started, Math.min(started, account.granted));
    return started <= account.granted;
  }

  /**
   * A worker leaves and says how many it has started: the rest goes back to the pool. Also right
   * for a worker that was written off and turned up again. Returns how many came back.
   */
  giveBack(workerId: string, started: number): number {
    this.report(workerId, started);
    const account = this.#accountOf(workerId);
    const returned = account.granted - account.started;
    account.granted = account.started;
    account.isLost = false;
    this.#remaining += returned;
    return returned;
  }

  /** A worker is lost: what it may have started unseen is written off. Returns how many that are. */
  lose(workerId: string): number {
    const account = this.#accountOf(workerId);
    if (account.isLost) return 0;
    account.isLost = true;
    return account.granted - account.started;
  }

  /** A lost worker is back and still holds its grant: nothing of it is written off any more. */
  resume(workerId: string): void {
    this.#accountOf(workerId).isLost = false;
  }

  #accountOf(workerId: string): Account {
    const known = this.#accounts.get(workerId);
    if (known !== undefined) return known;
    const account = { granted: 0, started: 0, isLost: false };
    this.#accounts.set(workerId, account);
    return account;
  }

  #sum(of: (account: Account) => number): number {
    let sum = 0;
    for (const account of this.#accounts.values()) sum += of(account);
    return sum;
  }
}
