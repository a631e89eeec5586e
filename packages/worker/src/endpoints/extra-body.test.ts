import { expect, test } from "vitest";
import { withExtraBody } from "./extra-body.ts";

test("lets the user's own fields win, and null take a field away", () => {
  const extraBody = { max_tokens: null, max_completion_tokens: 9, model: "other", top_k: 1 };
  const body = withExtraBody({ model: "m", max_tokens: 16, stream: true }, extraBody);
  expect(body).toEqual({ model: "other", stream: true, max_completion_tokens: 9, top_k: 1 });
});

test("keeps what the user does not name in an object of ours", () => {
  const body = { options: { num_predict: 16, top_k: 5, stop: ["a"] }, n: 1 };
  const extraBody = { options: { num_ctx: 4096, top_k: null, stop: ["b"] }, n: { own: null } };
  expect(withExtraBody(body, extraBody)).toEqual({
    options: { num_predict: 16, num_ctx: 4096, stop: ["b"] },
    n: { own: null },
  });
});
