import { expect, it } from "vitest";
import { createRedact } from "./redact.ts";

const redact = createRedact({
  apiKey: "sk-very-secret",
  headers: { Cookie: "Session abcdef123", "X-Short": "a" },
});

it("masks every secret of the plan, whole or in parts, wherever a server quotes it", () => {
  expect(redact("HTTP 401: bad key Bearer sk-very-secret (sk-very-secret)")).toBe(
    "HTTP 401: bad key Bearer [secret] ([secret])",
  );
  expect(redact("got Session abcdef123; abcdef123")).toBe("got [secret]; [secret]");
});

it("masks the beginning of a secret where the text was cut", () => {
  expect(redact("HTTP 401: bad key sk-very-se… (retry after 3 s)")).toBe(
    "HTTP 401: bad key [secret]… (retry after 3 s)",
  );
  expect(redact("bad key sk-very")).toBe("bad key [secret]");
  expect(redact("sk-very-good, they say…")).toBe("sk-very-good, they say…");
});

it("leaves other text as it is, also where a secret is too short to be one", () => {
  expect(redact("a plain answer")).toBe("a plain answer");
  expect(createRedact({ apiKey: null, headers: {} })("Session")).toBe("Session");
});
