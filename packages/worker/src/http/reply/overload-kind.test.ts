import { expect, test } from "vitest";
import { overloadKind } from "./overload-kind.ts";

test.each<[number, readonly string[], string | null]>([
  [429, [], "rate_limited"],
  [429, ["overloaded"], "rate_limited"],
  [503, [], "overloaded"],
  [529, ["overloaded_error"], "overloaded"],
  [400, ["42901"], "rate_limited"],
  [400, ["42902"], "rate_limited"],
  [400, ["42903"], "overloaded"],
  [400, ["50301"], "overloaded"],
  [400, ["429"], "rate_limited"],
  [400, ["invalid_request_error", "rate_limit_exceeded"], "rate_limited"],
  [400, ["Throttling.RateQuota"], "rate_limited"],
  [500, ["RESOURCE_EXHAUSTED"], "rate_limited"],
  [500, ["overloaded"], "overloaded"],
  [500, ["UNAVAILABLE"], "overloaded"],
  [400, ["40001"], null],
  [400, ["50001", "50005"], null],
  [404, ["model_unavailable"], null],
  [500, [], null],
])("takes %d with the labels %j for %s", (status, labels, expected) => {
  expect(overloadKind(status, labels)).toBe(expected);
});
