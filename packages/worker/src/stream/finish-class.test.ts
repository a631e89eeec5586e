import { expect, test } from "vitest";
import { classifyFinish } from "./finish-class.ts";

test.each([
  ["stop", "stop"],
  ["STOP", "stop"],
  ["eos_token", "stop"],
  ["end_turn", "stop"],
  ["COMPLETE", "stop"],
  ["max_tokens", "length"],
  ["MAX_TOKENS", "length"],
  ["limit", "length"],
  ["tool_use", "tool"],
  ["SAFETY", "filter"],
  ["refusal", "filter"],
  ["abort", "error"],
  ["MALFORMED_FUNCTION_CALL", "error"],
  ["because", "unknown"],
])("takes %s for %s", (reason, kind) => {
  expect(classifyFinish(reason)).toBe(kind);
});
