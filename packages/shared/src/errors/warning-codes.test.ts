import { describe, expect, it, test } from "vitest";
import { describeWarning, warningCodes } from "./warning-codes.ts";

test.each(Object.entries(warningCodes))("%s is explained in sentences", (code, row) => {
  expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  expect(row.sentence).toMatch(/^[-A-Z].*\.$/);
  expect(row.remedy).toMatch(/^[A-Z].*\.$/);
  expect(row.sentence.length).toBeLessThanOrEqual(120);
});

describe("the meaning of a code", () => {
  it("is a sentence and a remedy", () => {
    expect(describeWarning("not_streamed").sentence).toMatch(/came in one piece/);
    expect(describeWarning("not_streamed").remedy).toMatch(/--no-stream/);
  });

  it("is the code itself when another version made it", () => {
    expect(describeWarning("odd_new_thing")).toEqual({ sentence: "odd new thing", remedy: "" });
  });

  it.each(["constructor", "toString", "__proto__"])("is not taken from %s", (code) => {
    expect(typeof describeWarning(code).sentence).toBe("string");
  });
});
