import { expect, test } from "vitest";
import { keyOutcome, type KeyState } from "./range-keys.ts";

const times = [1, 2, 3, 4, 5, 10, 20];
const window = { fromS: 2, toS: 20 };
const none: KeyState = { timeS: null, anchorS: null };
const press = (key: string, state: KeyState, shiftKey = false) =>
  keyOutcome({ key, shiftKey }, state, times, window);

test("arrows go from step to step and enter at the end they come from", () => {
  expect(press("ArrowRight", none)?.timeS).toBe(2);
  expect(press("ArrowLeft", none)?.timeS).toBe(20);
  expect(press("ArrowRight", { timeS: 5, anchorS: null })?.timeS).toBe(10);
});

test("the crosshair stays in the window", () => {
  expect(press("ArrowLeft", { timeS: 2, anchorS: null })?.timeS).toBe(2);
  expect(press("Home", { timeS: 5, anchorS: null })?.timeS).toBe(2);
  expect(press("End", none)?.timeS).toBe(20);
  expect(press("PageDown", { timeS: 3, anchorS: null })?.timeS).toBe(20);
});

test("Shift takes a range along from where it began, in both directions", () => {
  const first = press("ArrowRight", { timeS: 4, anchorS: null }, true);
  expect(first).toEqual({ timeS: 5, anchorS: 4, range: { fromS: 4, toS: 5 } });
  const back = press("Home", { timeS: 5, anchorS: 4 }, true);
  expect(back?.range).toEqual({ fromS: 2, toS: 4 });
});

test("without Shift the chosen range stays as it is", () => {
  expect(press("ArrowRight", { timeS: 4, anchorS: 3 })).toEqual({ timeS: 5, anchorS: null });
});

test("Escape gives up crosshair and range", () => {
  expect(press("Escape", { timeS: 4, anchorS: 3 })).toEqual({ ...none, range: null });
});

test("other keys are left alone", () => {
  expect(press("Tab", none)).toBeNull();
});

test("nothing moves where there are no steps", () => {
  expect(keyOutcome({ key: "ArrowRight", shiftKey: true }, none, [], window)).toEqual(none);
});
