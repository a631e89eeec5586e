import { describe, expect, test } from "vitest";
import { parseArgv } from "./parse-argv.ts";

describe("parseArgv", () => {
  test.each<[string, Record<string, unknown>]>([
    ["--users 500 --spawn-rate 50", { users: "500", "spawn-rate": "50" }],
    ["-u 500 -r 50", { users: "500", "spawn-rate": "50" }],
    ["-u500 -t30s", { users: "500", "run-time": "30s" }],
    ["-u=500 --users-x=1", { users: "500", "users-x": "1" }],
    ["--users=500", { users: "500" }],
    ["-u -5", { users: "-5" }],
    ["-t -5s", { "run-time": "-5s" }],
    ["--top-p -.5", { "top-p": "-.5" }],
    ["-u 5 --users 6", { users: ["5", "6"] }],
    ["-u", { users: "" }],
    ["-u --headless", { users: "", headless: true }],
    ["--no-chat --stream --no-save", { chat: false, stream: true, save: false }],
    ["--json=no", { json: "no" }],
    ["--header A:1 --header B:2", { header: ["A:1", "B:2"] }],
    ["--stop true", { stop: "true" }],
    ["--no-foo -x", { foo: false, x: true }],
    ["-Hhttp://h:1/v1", { host: "http://h:1/v1" }],
    ["--extra-body.a 5", { "extra-body.a": "5" }],
  ])("%s", (line, flags) => {
    expect(parseArgv("run", line.split(" "))).toEqual({
      flags,
      positionals: [],
      wantsHelp: false,
      wantsVersion: false,
    });
  });

  test("keeps a switch from taking the next word", () => {
    const { flags, positionals } = parseArgv("report", ["--json", "gadfly-results/007"]);
    expect(flags).toEqual({ json: true });
    expect(positionals).toEqual(["gadfly-results/007"]);
  });

  test("takes everything after -- as it is", () => {
    expect(parseArgv("report", ["--", "-t30s", "--json=no"]).positionals).toEqual([
      "-t30s",
      "--json=no",
    ]);
  });

  test("sees a wish for help or the version anywhere", () => {
    expect(parseArgv("run", ["-u", "5", "-h"]).wantsHelp).toBe(true);
    expect(parseArgv("run", ["--help"]).wantsHelp).toBe(true);
    expect(parseArgv("run", ["-V"]).wantsVersion).toBe(true);
  });

  test("survives names that objects already have", () => {
    expect(parseArgv("run", ["--constructor", "1", "--toString=2"]).flags).toMatchObject({
      constructor: "1",
      toString: "2",
    });
  });
});
