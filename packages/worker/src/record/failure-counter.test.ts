import { expect, it } from "vitest";
import { FailureCounter } from "./failure-counter.ts";

it("counts equal texts of one kind together, with the first and last time", () => {
  const counter = new FailureCounter();
  counter.add("reset", "the server closed", 20);
  counter.add("reset", "the server closed", 50);
  counter.add("truncated", "the server closed", 60);
  expect(counter.cut()).toEqual([
    { kind: "reset", message: "the server closed", count: 2, firstSeenMs: 20, lastSeenMs: 50 },
    { kind: "truncated", message: "the server closed", count: 1, firstSeenMs: 60, lastSeenMs: 60 },
  ]);
});

it("begins anew after a cut", () => {
  const counter = new FailureCounter();
  counter.add("reset", "gone", 1);
  counter.cut();
  expect(counter.cut()).toEqual([]);
  counter.add("reset", "gone", 9);
  expect(counter.cut()[0]).toMatchObject({ count: 1, firstSeenMs: 9 });
});

it("keeps a bounded number of texts and loses no count", () => {
  const counter = new FailureCounter();
  const nameOf = (i: number) => String.fromCharCode(0x4e00 + i);
  for (let i = 0; i < 5000; i++)
    counter.add(i % 2 === 0 ? "http_status" : "reset", `request ${nameOf(i)} failed`, i);
  counter.add("http_status", `request ${nameOf(0)} failed`, 6000);
  const errors = counter.cut();
  expect(errors).toHaveLength(102);
  expect(errors.reduce((sum, { count }) => sum + count, 0)).toBe(5001);
  expect(errors[0]).toMatchObject({
    message: `request ${nameOf(0)} failed`,
    count: 2,
    lastSeenMs: 6000,
  });
  expect(errors.at(-1)).toEqual({
    kind: "reset",
    message: "(further messages of this kind)",
    count: 2450,
    firstSeenMs: 101,
    lastSeenMs: 4999,
  });
});

it("takes messages that differ only in ids and numbers for one, and shows the first", () => {
  const counter = new FailureCounter();
  for (let i = 0; i < 300; i++) counter.add("http_status", `HTTP 503: req_a${i}b is ${i} late`, i);
  counter.add("http_status", "HTTP 429: req_a1b is 1 late", 400);
  expect(counter.cut()).toEqual([
    {
      kind: "http_status",
      message: "HTTP 503: req_a0b is 0 late",
      count: 300,
      firstSeenMs: 0,
      lastSeenMs: 299,
    },
    {
      kind: "http_status",
      message: "HTTP 429: req_a1b is 1 late",
      count: 1,
      firstSeenMs: 400,
      lastSeenMs: 400,
    },
  ]);
});

it("cuts long texts, and counts together what is equal up to there", () => {
  const counter = new FailureCounter();
  counter.add("http_status", `${"x".repeat(500)} one`, 1);
  counter.add("http_status", `${"x".repeat(500)} two`, 2);
  expect(counter.cut()).toEqual([
    { kind: "http_status", message: "x".repeat(500), count: 2, firstSeenMs: 1, lastSeenMs: 2 },
  ]);
});

it("adds what was counted before, in any order of time", () => {
  const counter = new FailureCounter();
  const error = { kind: "reset", message: "gone" };
  counter.addCounted({ ...error, count: 3, firstSeenMs: 50, lastSeenMs: 90 });
  counter.addCounted({ ...error, count: 4, firstSeenMs: 10, lastSeenMs: 60 });
  expect(counter.cut()).toEqual([{ ...error, count: 7, firstSeenMs: 10, lastSeenMs: 90 }]);
});
