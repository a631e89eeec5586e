import { expect, test } from "vitest";
import { RunClock } from "./run-clock.ts";

test("stands at zero before the start is known", () => {
  const clock = new RunClock();
  expect([clock.startedAtMs, clock.elapsedMs(500), clock.elapsedS(500)]).toEqual([null, 0, 0]);
});

test("is negative until the agreed instant has come", () => {
  const clock = new RunClock();
  clock.start(1000);
  expect([clock.elapsedMs(850), clock.elapsedMs(1000)]).toEqual([-150, 0]);
});

test("gives seconds to the millisecond", () => {
  const clock = new RunClock();
  clock.start(1000.25);
  expect([clock.elapsedS(3234.9), clock.elapsedMs(3234.75)]).toEqual([2.235, 2234.5]);
});
