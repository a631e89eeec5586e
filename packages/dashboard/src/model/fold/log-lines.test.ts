import { expect, it } from "vitest";
import { LogLines } from "./log-lines.ts";

const logOf = (...parts: readonly (readonly string[])[]): LogLines => {
  const log = new LogLines();
  log.begin();
  for (const part of parts) log.add(part);
  return log;
};

it("takes a line once that the history and the first messages both hold", () => {
  const log = logOf(["a", "b", "c"], ["b", "c"], ["c", "d"], ["e"]);
  expect(log.lines).toEqual(["a", "b", "c", "d", "e"]);
});

it("takes a line again once only new ones come", () => {
  expect(logOf(["a", "b"], ["c"], ["a"]).lines).toEqual(["a", "b", "c", "a"]);
});

it("gives the same list while nothing is new", () => {
  const log = logOf(["a"]);
  const { lines } = log;
  log.add([]);
  log.add(["a"]);
  expect(log.lines).toBe(lines);
});

it("begins anew with the next history", () => {
  const log = logOf(["a"]);
  log.begin();
  log.add(["b"]);
  expect(log.lines).toEqual(["b"]);
});

it("keeps only the newest lines", () => {
  const log = logOf(Array.from({ length: 5_000 }, (_, number) => `line ${number}`));
  expect(log.lines).toHaveLength(2_000);
  expect(log.lines.at(-1)).toBe("line 4999");
});
