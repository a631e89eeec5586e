import { expect, test } from "vitest";
import { withExtraBody } from "./extra-body.ts";

test("lets the user's own fields win, and null take a field away", () => {
  const extraBody = { max_tokens: null, max_completion_tokens: 9, model: "other", top_k: 1 };
  const body = withExtraBody({ model: "m", max_tokens: 16, stream: true }, extraBody);
  expect(body).toEqual({ model: "other", stream: true, max_completion_tokens: 9, top_k: 1 });
});
