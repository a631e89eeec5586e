// The one-shot program of the Compose file that makes the token which master and workers share.
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const program = join(import.meta.dirname, "../../docker/generate-token.mjs");
const generateToken = (...args: string[]) =>
  promisify(execFile)(process.execPath, [program, ...args]);

describe("generate-token", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "gadfly-token-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("writes 128 random bits that only the owner can read, and leaves nothing beside them", async () => {
    const file = join(folder, "token");
    await generateToken(file);
    expect(readFileSync(file, "utf8")).toMatch(/^[0-9a-f]{32}\n$/);
    expect(statSync(file).mode & 0o777).toBe(0o400);
    expect(readdirSync(folder)).toEqual(["token"]);
  });

  it("keeps a token that is there, so that workers that have read it stay welcome", async () => {
    const file = join(folder, "token");
    await generateToken(file);
    const first = readFileSync(file, "utf8");
    const { stdout } = await generateToken(file);
    expect(readFileSync(file, "utf8")).toBe(first);
    expect(stdout).toContain("exists, kept");
  });

  it("recovers from a draft that a killed run left behind", async () => {
    writeFileSync(join(folder, "token.draft"), "half");
    await generateToken(join(folder, "token"));
    expect(readdirSync(folder)).toEqual(["token"]);
  });

  it("never prints the token", async () => {
    const file = join(folder, "token");
    const { stdout, stderr } = await generateToken(file);
    expect(stdout + stderr).not.toContain(readFileSync(file, "utf8").trim());
  });

  it("asks for the file name when there is none", async () => {
    await expect(generateToken()).rejects.toMatchObject({ code: 2 });
  });
});
