import { expect, test } from "vitest";
import { failureKinds } from "./failure-kinds.ts";

test("names every failure kind once", () => {
  const names = failureKinds.map((row) => row.kind);
  expect(new Set(names).size).toBe(names.length);
});

test("spells kinds in snake case and explains each in sentences", () => {
  for (const row of failureKinds) {
    expect(row.kind).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(row.title.length).toBeLessThanOrEqual(24);
    expect(row.when).toMatch(/^[A-Z].*\.$/);
    expect(row.remedy).toMatch(/^[A-Z].*\.$/);
  }
});
