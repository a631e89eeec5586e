import { expect, test } from "vitest";
import { soundBehaviour } from "./behaviour.ts";
import { FaultHistory } from "./fault-history.ts";

const toStatuses = (history: FaultHistory, name: string, count: number): (number | undefined)[] =>
  Array.from({ length: count }, () => history.next(name, {})?.canned?.status);

test("counts the requests of each quirk on their own, and for each server anew", () => {
  const history = new FaultHistory("m");
  expect(toStatuses(history, "F52", 2)).toEqual([503, 503]);
  expect(history.next("F88", {})?.isSilent).toBe(false);
  expect(toStatuses(history, "F52", 3)).toEqual([503, undefined, undefined]);
  expect(toStatuses(new FaultHistory("m"), "F52", 1)).toEqual([503]);
});

test("lets a quirk look at the request and at the model of the server", () => {
  const history = new FaultHistory("own");
  expect(history.next("F59", { model: "own" })?.canned).toBeNull();
  expect(history.next("F59", { model: "other" })?.canned?.status).toBe(404);
});

test("answers as without a fault when there is none, and knows no fault by another name", () => {
  const history = new FaultHistory("m");
  expect(history.next(null, {})).toBe(soundBehaviour);
  expect(history.next("F99", {})).toBeUndefined();
  expect(history.next("no-done", {})).toMatchObject({ endMarker: null });
});
