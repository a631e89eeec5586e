import { expect, it } from "vitest";
import { formatMoment } from "./format-moment.ts";

it.each([
  [0, "0s"],
  [5.4, "5s"],
  [59.6, "1m00s"],
  [65, "1m05s"],
  [3_725, "1h02m05s"],
  [-2, "-2s"],
  [-0.2, "0s"],
])("writes %s seconds as %s", (seconds, text) => {
  expect(formatMoment(seconds)).toBe(text);
});
