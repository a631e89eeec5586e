import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readToken } from "./read-token.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gadfly-token-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const fileWith = (text: string): string => {
  const path = join(folder, "token");
  writeFileSync(path, text);
  return path;
};

it("reads the token from its file, without the newline at its end", () => {
  const tokenFile = fileWith("0123456789abcdef\n");
  expect(readToken({ token: null, tokenFile })).toBe("0123456789abcdef");
});

it("refuses a short token and names the file and both lengths", () => {
  const tokenFile = fileWith("short");
  expect(() => readToken({ token: null, tokenFile })).toThrow(
    /token has 5 characters; at least 16/,
  );
});

it("says which file cannot be read", () => {
  const tokenFile = join(folder, "absent");
  expect(() => readToken({ token: null, tokenFile })).toThrow(tokenFile);
});

it("is empty when no token is given", () => {
  expect(readToken({ token: null, tokenFile: null })).toBe("");
});
