import { expect, test } from "vitest";
import { monotonicNowMs } from "./monotonic-clock.ts";
import { Ticker, type Timed } from "./ticker.ts";

class Task implements Timed {
  heapIndex = -1;
  dueAtMs: number;
  readonly fired: Promise<number>;
  #resolve: (atMs: number) => void = () => {};
  readonly #onFire: () => void;

  constructor(dueAtMs: number, onFire: () => void = () => {}) {
    this.dueAtMs = dueAtMs;
    this.#onFire = onFire;
    this.fired = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  fire(): void {
    this.#onFire();
    this.#resolve(monotonicNowMs());
  }
}

test("fires in due order and never before the due time", async () => {
  const ticker = new Ticker();
  const order: string[] = [];
  const startMs = monotonicNowMs();
  const late = new Task(startMs + 8, () => order.push("late"));
  const early = new Task(startMs + 3, () => order.push("early"));
  ticker.add(late);
  ticker.add(early);
  expect(await early.fired).toBeGreaterThanOrEqual(early.dueAtMs);
  expect(await late.fired).toBeGreaterThanOrEqual(late.dueAtMs);
  expect(order).toEqual(["early", "late"]);
});

test("fires a task that adds another one while it is fired", async () => {
  const ticker = new Ticker();
  const second = new Task(monotonicNowMs());
  ticker.add(new Task(monotonicNowMs(), () => ticker.add(second)));
  expect(await second.fired).toBeGreaterThanOrEqual(second.dueAtMs);
});

test("fires more tasks than one turn takes", async () => {
  const ticker = new Ticker();
  const nowMs = monotonicNowMs();
  const tasks = Array.from({ length: 1000 }, () => new Task(nowMs));
  for (const task of tasks) ticker.add(task);
  expect(await Promise.all(tasks.map((task) => task.fired))).toHaveLength(1000);
});

test("forgets a removed task and everything after a clear", async () => {
  const ticker = new Ticker();
  const fired: string[] = [];
  const removed = new Task(monotonicNowMs() + 1, () => fired.push("removed"));
  ticker.add(removed);
  ticker.remove(removed);
  ticker.add(new Task(monotonicNowMs() + 1, () => fired.push("cleared")));
  ticker.clear();
  const control = new Task(monotonicNowMs() + 3);
  ticker.add(control);
  await control.fired;
  expect(fired).toEqual([]);
});
