import { describe, expect, test } from "vitest";
import { commandNames, optionsOf } from "../command-options.ts";
import { flagName, variableNames } from "../option-names.ts";
import { resolveOptions } from "../resolve/resolve-options.ts";
import { configFileJsonSchema } from "./config-schema.ts";
import { describeOptionsMarkdown } from "./options-markdown.ts";
import { describeResolvedOptions } from "./print-options.ts";

function printed(): string {
  const result = resolveOptions({
    command: "run",
    flags: {
      host: "http://h:1/",
      "run-time": "90s",
      "api-key": "sk-very-secret",
      header: ["Authorization: Bearer also-secret", "X-Team: blue"],
      wait: "pacing(2)",
    },
    env: { GADFLY_USERS: "5" },
    file: { path: "b.yaml", entries: [{ key: "temperature", value: 0.5, line: 3 }] },
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return describeResolvedOptions("run", result.value);
}

describe("--print-options", () => {
  const lines = printed().split("\n");

  test.each([
    /^users: 5 +# GADFLY_USERS$/,
    /^host: \["http:\/\/h:1"\] +# flag --host$/,
    /^run-time: 1m30s +# flag --run-time$/,
    /^temperature: 0.5 +# b.yaml:3$/,
    /^idle-timeout: off +# default$/,
    /^# seed: \(random, and printed\) +# default$/,
    /^wait: pacing\(2s\) +# flag --wait$/,
  ])("shows %s", (line) => {
    expect(lines.filter((found) => line.test(found))).toHaveLength(1);
  });

  test("shows every option once, except those that have no place in a file", () => {
    const flags = Object.entries(optionsOf("run"))
      .filter(([, option]) => option.notInFile !== true)
      .map(([key, option]) => flagName(key, option));
    const shown = lines.slice(1, -1).map((line) => /^(?:# )?([a-z-]+):/.exec(line)?.[1]);
    expect(shown).toEqual(flags);
  });

  test("shows no secret", () => {
    expect(printed()).not.toMatch(/very-secret|also-secret/);
    expect(printed()).toContain('"X-Team":"blue"');
  });
});

test("docs/options.md lists every flag and every variable of every command", () => {
  const page = describeOptionsMarkdown();
  for (const command of commandNames) {
    for (const [key, option] of Object.entries(optionsOf(command))) {
      expect(page).toContain(`\`--${flagName(key, option)}`);
      for (const name of variableNames(key, option)) expect(page).toContain(`\`${name}\``);
    }
  }
  expect(page).toContain("run: 1; master: 1 when headless");
});

test("the JSON Schema speaks the language of the file: time spans as text or seconds", () => {
  const schema = configFileJsonSchema();
  expect(schema["additionalProperties"]).toBe(false);
  expect(schema["properties"]).toMatchObject({
    users: { type: "integer", minimum: 1, maximum: 100_000 },
    "request-timeout": { type: ["string", "number"], default: "10m", "x-unit": "time span" },
    "run-time-from": { enum: ["start", "ramp"], default: "start" },
    "api-key": { type: "string", writeOnly: true },
    chat: { type: "boolean", default: true },
  });
});
