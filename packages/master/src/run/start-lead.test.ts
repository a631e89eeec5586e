import { expect, test } from "vitest";
import { startLeadMs } from "./start-lead.ts";

test("starts soon when every worker is near", () => {
  expect(startLeadMs([{ errorMs: 0.2 }, { errorMs: 0.5 }])).toBe(34);
});

test("waits for the farthest worker", () => {
  expect(startLeadMs([{ errorMs: 0.2 }, { errorMs: 25 }])).toBe(230);
});

test("gives a worker of unknown distance more time", () => {
  expect(startLeadMs([{ errorMs: 0.2 }, null])).toBe(150);
});

test("does not wait for ever for a worker on a very slow link", () => {
  expect(startLeadMs([{ errorMs: 2_000 }])).toBe(1_000);
});

test("needs a moment even without workers", () => {
  expect(startLeadMs([])).toBe(30);
});
