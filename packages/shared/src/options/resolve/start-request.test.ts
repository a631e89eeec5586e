// What the page asks for, beside what the program was started with.
import { describe, expect, it } from "vitest";
import { startOptions, toOptionSource } from "../start-options.ts";
import { flagName } from "../option-names.ts";
import { resolveOptions } from "./resolve-options.ts";

const resolveStart = (flags: Record<string, string>, request: Record<string, unknown>) =>
  resolveOptions({
    command: "master",
    flags,
    env: {},
    file: null,
    request: toOptionSource(request),
  });

const shownAt = (request: Record<string, unknown>) => {
  const result = resolveStart({ host: "http://h" }, request);
  return result.ok ? [] : result.error.map(({ option }) => option);
};

describe("a start request", () => {
  it("counts for more than a flag", () => {
    const result = resolveStart({ users: "3" }, { users: 5, host: "http://h" });
    expect(result).toMatchObject({ ok: true, value: { options: { users: 5 } } });
  });

  it("counts for more than a flag that says the same in another way", () => {
    const result = resolveStart({ "prompt-tokens": "64" }, { prompt: "hello" });
    expect(result).toMatchObject({
      ok: true,
      value: { options: { prompt: "hello" }, origins: { promptTokens: { kind: "default" } } },
    });
  });

  it.each([
    [{ users: 0 }, ["users"]],
    [{ "run-time": "soon" }, ["run-time"]],
    [{ prompt: "a", "prompt-tokens": 3 }, ["prompt"]],
    [{ "run-time-from": "ramp" }, ["run-time"]],
    [{ "cancel-after": "20 tokens" }, ["cancel-rate"]],
    [{ "no-such": 1 }, [undefined]],
    [{ spawnRate: 1, "spawn-rate": 2 }, ["spawn-rate"]],
  ])("is told at which field it is wrong: %j", (request, fields) => {
    expect(shownAt(request)).toEqual(fields);
  });

  it("is told of fields that the form has", () => {
    const names = Object.entries(startOptions).map(([key, option]) => flagName(key, option));
    const wrong = Object.fromEntries(names.map((name) => [name, [{}]]));
    expect(new Set(shownAt(wrong))).toEqual(new Set(names));
  });
});
