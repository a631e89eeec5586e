import { expect, test } from "vitest";
import { warningText } from "./warning-texts.ts";

test("says what a known code means", () => {
  expect(warningText("not_streamed")).toMatch(/came in one piece/);
});

test("lets an unknown code speak for itself", () => {
  expect(warningText("odd_new_thing")).toBe("odd new thing");
});

test.each(["constructor", "toString", "__proto__"])("treats %s as unknown", (code) => {
  expect(typeof warningText(code)).toBe("string");
});
