import { expect, it } from "vitest";
import { LogTail } from "./log-tail.ts";

it("forgets the lines of a run when the next begins, and keeps those in between", () => {
  const log = new LogTail();
  for (const line of ["before", "first"]) log.add(line);
  log.endRun();
  log.add("a worker joined");
  expect(log.lines).toHaveLength(3);
  log.beginRun();
  log.add("second");
  expect(log.lines).toEqual(["a worker joined", "second"]);
  expect([log.count, log.since(3)]).toEqual([4, ["second"]]);
});

it("keeps what was said before the first run", () => {
  const log = new LogTail();
  log.add("before");
  log.beginRun();
  expect(log.lines).toEqual(["before"]);
});

it("has nothing to forget when all of an earlier run is gone already", () => {
  const log = new LogTail();
  log.add("first");
  log.endRun();
  for (let line = 0; line < 600; line++) log.add(String(line));
  log.beginRun();
  expect(log.lines).toHaveLength(500);
});
