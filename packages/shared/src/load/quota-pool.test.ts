import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { QuotaPool } from "./quota-pool.ts";

/** A pool beside a model of what each worker really sends, seen or unseen by the master. */
class World {
  readonly pool: QuotaPool;
  readonly #sent = new Map<string, number>();
  readonly #gone = new Set<string>();

  constructor(n: number) {
    this.pool = new QuotaPool(n);
  }

  /** The worker sends up to `k` of what it was granted; the master hears nothing yet. */
  send(worker: string, k: number): void {
    if (this.#gone.has(worker)) return;
    const sent = this.#sent.get(worker) ?? 0;
    this.#sent.set(worker, Math.min(sent + k, this.pool.grantedTo(worker)));
  }

  report(worker: string): void {
    if (!this.#gone.has(worker)) this.pool.report(worker, this.#sent.get(worker) ?? 0);
  }

  /** The worker stops for good: cleanly, or without a word after sending a little more. */
  end(worker: string, isClean: boolean): void {
    if (isClean && !this.#gone.has(worker)) this.pool.giveBack(worker, this.#sent.get(worker) ?? 0);
    else this.pool.lose(worker);
    this.#gone.add(worker);
  }

  /** Requests that really left, seen by the master or not. */
  get sent(): number {
    return [...this.#sent.values()].reduce((sum, count) => sum + count, 0);
  }
}

describe("quota pool", () => {
  it("never lets more than n start, and accounts for every request, whatever happens", () => {
    const worker = fc.constantFrom("a", "b", "c", "d");
    const action = fc.oneof(
      { weight: 5, arbitrary: worker.map((w) => (world: World) => world.pool.grant(w, 4)) },
      {
        weight: 5,
        arbitrary: fc.tuple(worker, fc.nat({ max: 40 })).map(
          ([w, k]) =>
            (world: World) =>
              world.send(w, k),
        ),
      },
      { weight: 4, arbitrary: worker.map((w) => (world: World) => world.report(w)) },
      {
        weight: 1,
        arbitrary: fc.tuple(worker, fc.boolean()).map(
          ([w, isClean]) =>
            (world: World) =>
              world.end(w, isClean),
        ),
      },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.array(action, { maxLength: 60 }),
        (n, actions) => {
          const world = new World(n);
          for (const act of actions) {
            act(world);
            const { remaining, outstanding, started, writtenOff } = world.pool;
            expect(remaining + outstanding + started + writtenOff).toBe(n);
            expect(Math.min(remaining, outstanding, started, writtenOff)).toBeGreaterThanOrEqual(0);
            expect(world.sent).toBeLessThanOrEqual(n);
          }
        },
      ),
    );
  });

  it("hands out exactly n to workers that ask until it is empty", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 9 }),
        (n, workers) => {
          const pool = new QuotaPool(n);
          let turns = 0;
          for (; pool.remaining > 0; turns += 1) pool.grant(`w${turns % workers}`, workers);
          expect(pool.outstanding).toBe(n);
          expect(turns).toBeLessThan(2 * workers * (Math.log(n) + 2));
        },
      ),
    );
  });

  it("hands out chunks that shrink down to one", () => {
    const pool = new QuotaPool(20);
    const totals = Array.from({ length: 12 }, () => pool.grant("a", 2));
    expect(totals).toEqual([5, 9, 12, 14, 16, 17, 18, 19, 20, 20, 20, 20]);
  });

  it("takes back what a leaving worker has not started", () => {
    const pool = new QuotaPool(100);
    pool.grant("a", 1);
    expect(pool.giveBack("a", 10)).toBe(40);
    expect([pool.remaining, pool.started, pool.outstanding]).toEqual([90, 10, 0]);
  });

  it("writes off what a lost worker may have started, once", () => {
    const pool = new QuotaPool(100);
    pool.grant("a", 1);
    pool.report("a", 10);
    expect(pool.lose("a")).toBe(40);
    expect(pool.lose("a")).toBe(0);
    expect([pool.remaining, pool.started, pool.writtenOff]).toEqual([50, 10, 40]);
    expect(pool.grant("a", 1)).toBe(50);
  });

  it("learns from a lost worker that turns up again", () => {
    const pool = new QuotaPool(100);
    pool.grant("a", 1);
    pool.lose("a");
    pool.report("a", 30);
    expect([pool.started, pool.writtenOff]).toEqual([30, 20]);
    pool.resume("a");
    expect([pool.outstanding, pool.writtenOff]).toEqual([20, 0]);
    pool.lose("a");
    expect(pool.giveBack("a", 35)).toBe(15);
    expect([pool.started, pool.writtenOff, pool.remaining]).toEqual([35, 0, 65]);
  });

  it("is exhausted when everything is started or written off", () => {
    const pool = new QuotaPool(2);
    pool.grant("a", 1);
    pool.grant("b", 1);
    expect(pool.isExhausted).toBe(false);
    pool.report("a", 1);
    expect(pool.isExhausted).toBe(false);
    pool.lose("b");
    expect(pool.isExhausted).toBe(true);
  });

  it("keeps the highest report, and limits one that claims more than the grant", () => {
    const pool = new QuotaPool(10);
    pool.grant("a", 1);
    expect(pool.report("a", 3)).toBe(true);
    expect(pool.report("a", 2)).toBe(true);
    expect(pool.started).toBe(3);
    expect(pool.report("a", 6)).toBe(false);
    expect(pool.started).toBe(5);
  });
});
