import { describe, expect, test } from "vitest";
import type { CommandName } from "../command-options.ts";
import type { Environment } from "./read-environment.ts";
import type { Flags } from "./read-flags.ts";
import { resolveOptions } from "./resolve-options.ts";
import { rules } from "./rules.ts";

function codes(command: CommandName, flags: Flags, env: Environment = {}): string[] {
  const result = resolveOptions({ command, flags, env, file: null });
  return result.ok ? [] : result.error.map(({ code }) => code);
}

const host = { host: "http://h" };
const token = "0123456789abcdef";

test("rules have names of their own", () => {
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

describe("rules over several options", () => {
  test.each<[string, CommandName, Flags, string[]]>([
    ["a run needs a target", "run", {}, ["GF_TARGET_MISSING"]],
    [
      "a master that starts at once needs a target",
      "master",
      { users: "5" },
      ["GF_TARGET_MISSING"],
    ],
    ["a headless master needs a target", "master", { headless: true }, ["GF_TARGET_MISSING"]],
    ["a master that waits to be told needs none", "master", {}, []],
    [
      "a target that cannot be read is not missing too",
      "run",
      { host: "x" },
      ["GF_OPTION_INVALID"],
    ],
    ["two targets are two", "run", { host: ["http://h:1", "http://h:2"] }, []],
    ["a target is given once", "run", { host: ["http://h", "http://h/"] }, ["GF_OPTION_CONFLICT"]],
    ["a spawn rate needs users", "run", { ...host, "spawn-rate": "5" }, ["GF_OPTION_NEEDS"]],
    ["a spawn rate with users is fine", "run", { ...host, "spawn-rate": "5", users: "9" }, []],
    [
      "a ramp clock needs a run time",
      "run",
      { ...host, "run-time-from": "ramp" },
      ["GF_OPTION_NEEDS"],
    ],
    [
      "a ramp clock with a run time is fine",
      "run",
      { ...host, "run-time-from": "ramp", "run-time": "5s" },
      [],
    ],
    [
      "tables are not both hidden and asked for",
      "run",
      { ...host, "only-summary": true, "print-stats": true },
      ["GF_OPTION_CONFLICT"],
    ],
    [
      "a live view is not both hidden and asked for",
      "run",
      { ...host, "only-summary": true, "live-view": true },
      ["GF_OPTION_CONFLICT"],
    ],
    [
      "a first token is not waited for without a stream",
      "run",
      { ...host, stream: false, "first-token-timeout": "3s" },
      ["GF_OPTION_CONFLICT"],
    ],
    ["a short token is refused", "master", { token: "short" }, ["GF_TOKEN_TOO_SHORT"]],
    ["a master may make its own token", "master", { token: "auto" }, []],
    ["a worker may not", "worker", { token: "auto" }, ["GF_TOKEN_TOO_SHORT"]],
    [
      "an open master needs a token",
      "master",
      { "master-bind-host": "0.0.0.0" },
      ["GF_TOKEN_REQUIRED"],
    ],
    ["an open master with a token is fine", "master", { "master-bind-host": "*", token }, []],
    ["a master on loopback needs none", "master", { "master-bind-host": "127.0.0.2" }, []],
    ["a far master needs a token", "worker", { "master-host": "10.0.0.5" }, ["GF_TOKEN_REQUIRED"]],
    [
      "a far master with a token file is fine",
      "worker",
      { "master-host": "a", "token-file": "t" },
      [],
    ],
  ])("%s", (_, command, flags, expected) => {
    expect(codes(command, flags)).toEqual(expected);
  });
});

describe("two ways to say one thing", () => {
  test("two flags are an error", () => {
    expect(codes("worker", { token, "token-file": "t" })).toEqual(["GF_OPTION_CONFLICT"]);
    expect(codes("run", { ...host, prompt: "hi", "prompt-tokens": "5" })).toEqual([
      "GF_OPTION_CONFLICT",
    ]);
  });

  test("the stronger source wins", () => {
    const env = { GADFLY_TOKEN: token };
    const result = resolveOptions({
      command: "worker",
      flags: { "token-file": "t" },
      env,
      file: null,
    });
    expect(result.ok && result.value.options).toMatchObject({ token: null, tokenFile: "t" });
  });
});
