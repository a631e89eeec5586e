import { describe, expect, test } from "vitest";
import { commandNames, configFileCommands, optionsOf } from "./command-options.ts";
import { configFileJsonSchema } from "./describe/config-schema.ts";
import { type Option, optionGroups } from "./option.ts";
import { findOption, flagName, variableNames } from "./option-names.ts";
import { resolveOptions } from "./resolve/resolve-options.ts";

const rows = commandNames.flatMap((command) =>
  Object.entries(optionsOf(command)).map(
    ([key, option]) => [`${command} ${flagName(key, option)}`, key, option] as const,
  ),
);

describe("every option", () => {
  test.each(rows)(
    "%s has a description, a group, and a unit if it is a number",
    (_, __, option) => {
      expect(option.description).toMatch(/^[A-Z].*\.$/);
      expect(optionGroups).toContain(option.group);
      const isNumber = ["count", "number", "time span"].includes(option.kind.name);
      expect(option.unit !== undefined).toBe(isNumber);
    },
  );

  test.each(rows)("%s has a default that its own schema accepts", (_, __, option) => {
    const parsed = option.kind.schema.safeParse(option.default);
    expect(option.default === undefined || parsed.success).toBe(true);
  });

  test.each(rows)(
    "%s ends its key in Ms if, and only if, its value is milliseconds",
    (_, key, option) => {
      const isMilliseconds = option.kind.name === "time span" || option.unit === "ms";
      expect(key.endsWith("Ms")).toBe(isMilliseconds);
    },
  );

  test.each(rows)("%s is found by its flag, in kebab and in camel case", (_, key, option) => {
    const table = { [key]: option };
    const flag = flagName(key, option);
    const camel = flag.replaceAll(/-([a-z])/g, (__, letter: string) => letter.toUpperCase());
    expect(findOption(table, flag)?.key).toBe(key);
    expect(findOption(table, camel)?.key).toBe(key);
  });
});

describe("every command", () => {
  test.each(commandNames)("%s has no flag, short flag or variable twice", (command) => {
    const options = Object.entries(optionsOf(command));
    const flags = options.map(([key, option]) => flagName(key, option));
    const shorts = options.flatMap(([, { alias }]) => alias ?? []);
    const variables = options.flatMap(([key, option]) => variableNames(key, option));
    for (const names of [flags, ["h", "V", ...shorts], variables]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

test("Locust's flags keep their short forms", () => {
  const shorts = Object.fromEntries(
    Object.entries(optionsOf("run")).flatMap(([key, option]: [string, Option]) =>
      option.alias === undefined ? [] : [[option.alias, flagName(key, option)]],
    ),
  );
  expect(shorts).toEqual({
    H: "host",
    u: "users",
    r: "spawn-rate",
    t: "run-time",
    s: "stop-timeout",
    L: "loglevel",
    n: "max-requests",
    m: "model",
    p: "prompt-tokens",
    o: "max-tokens",
    k: "api-key",
    P: "web-port",
  });
});

test("flags, variables and the JSON Schema cover the same options", () => {
  const schema = configFileJsonSchema();
  const inSchema = Object.keys(Object(schema["properties"])).toSorted();
  const inTables = configFileCommands.flatMap((command) =>
    Object.entries(optionsOf(command))
      .filter(([, option]) => option.notInFile !== true)
      .map(([key, option]) => flagName(key, option)),
  );
  const variables = configFileCommands.flatMap((command) =>
    Object.entries(optionsOf(command))
      .filter(([, option]) => option.notInFile !== true)
      .flatMap(([key, option]) => variableNames(key, option).slice(0, 1)),
  );
  const fromVariables = variables.map((name) =>
    name.replace("GADFLY_", "").replaceAll("_", "-").toLowerCase(),
  );
  expect(inSchema).toEqual([...new Set(inTables)].toSorted());
  expect(inSchema).toEqual([...new Set(fromVariables)].toSorted());
});

test("resolves to values of the option's own type", () => {
  const sources = { flags: { host: "http://h" }, env: {}, file: null };
  const run = resolveOptions({ ...sources, command: "run" });
  const worker = resolveOptions({ command: "worker", flags: {}, env: {}, file: null });
  if (!run.ok || !worker.ok) throw new Error("the defaults do not resolve");
  const users: number = run.value.options.users;
  const runTimeMs: number | null = run.value.options.runTimeMs;
  const runTimeFrom: "start" | "ramp" = run.value.options.runTimeFrom;
  const masterPort: number = worker.value.options.masterPort;
  expect([users, runTimeMs, runTimeFrom, masterPort]).toEqual([1, null, "start", 5557]);
});
