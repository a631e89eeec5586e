import { expect, test } from "vitest";
import { splitHeaders } from "./secret-headers.ts";

test("seals headers that carry credentials and shows the others", () => {
  const open = { "X-Team": "blue", "Content-Language": "en", "X-Monkey": "no", Author: "me" };
  const secret = {
    Authorization: "Bearer x",
    "x-api-key": "x",
    "X-Auth-Token": "x",
    "api-key": "x",
    Cookie: "x",
    "X-Goog-Api-Key": "x",
    "My-Secret": "x",
  };
  expect(splitHeaders({ ...open, ...secret })).toEqual({ open, secret });
});
