import { expect, it } from "vitest";
import { describeGiven } from "./given-value.ts";

const flag = (raw: string) => ({
  key: "host",
  raw,
  origin: { kind: "flag" as const, name: "--host" },
});

it("shows a value as it was written, under the name it was given by", () => {
  expect(describeGiven(flag("http//x"), "host", false)).toBe("--host http//x");
});

it("does not spread the password of a URL, nor any secret", () => {
  expect(describeGiven(flag("http://me:pw123@x:8000/v1"), "host", false)).toBe(
    "--host http://(secret)@x:8000/v1",
  );
  expect(describeGiven(flag("sk-1234"), "api-key", true)).toBe("--host (secret)");
});
