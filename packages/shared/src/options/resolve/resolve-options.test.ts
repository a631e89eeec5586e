import { describe, expect, test } from "vitest";
import type { CommandName } from "../command-options.ts";
import { describeOrigin } from "./origin.ts";
import type { ConfigFile } from "./read-file-values.ts";
import { type OptionSources, resolveOptions } from "./resolve-options.ts";

type Sources = Partial<OptionSources<CommandName>>;

const fileOf = (values: Record<string, unknown>): ConfigFile => ({
  path: "bench.yaml",
  entries: Object.entries(values).map(([key, value], index) => ({ key, value, line: index + 1 })),
});

const resolve = (sources: Sources) =>
  resolveOptions({ command: "run", flags: {}, env: {}, file: null, ...sources });

function resolved(sources: Sources) {
  const result = resolve({ ...sources, flags: { host: "http://h", ...sources.flags } });
  if (!result.ok) throw new Error(result.error.map(({ sentence }) => sentence).join(" "));
  return result.value;
}

function sentences(sources: Sources): string[] {
  const result = resolve(sources);
  return result.ok ? [] : result.error.map(({ sentence }) => sentence);
}

describe("precedence", () => {
  const flag = { "prompt-tokens": "1" };
  const gadfly = { GADFLY_PROMPT_TOKENS: "2" };
  const file = fileOf({ "prompt-tokens": 4 });

  test.each<[string, Sources, number, string]>([
    ["flag over all", { flags: flag, env: gadfly, file }, 1, "flag --prompt-tokens"],
    ["flag over variable", { flags: flag, env: gadfly }, 1, "flag --prompt-tokens"],
    ["flag over file", { flags: flag, file }, 1, "flag --prompt-tokens"],
    ["variable over file", { env: gadfly, file }, 2, "GADFLY_PROMPT_TOKENS"],
    ["file over default", { file }, 4, "bench.yaml:1"],
    ["default", {}, 512, "default"],
    ["file over an empty variable", { env: { GADFLY_PROMPT_TOKENS: "" }, file }, 4, "bench.yaml:1"],
  ])("%s", (_, sources, promptTokens, origin) => {
    const { options, origins } = resolved(sources);
    expect(options).toMatchObject({ promptTokens });
    expect(describeOrigin(origins["promptTokens"] ?? { kind: "default" })).toBe(origin);
  });

  test("gadfly's own variable wins over Locust's", () => {
    const env = { LOCUST_USERS: "3", GADFLY_USERS: "2" };
    expect(resolved({ env }).options).toMatchObject({ users: 2 });
  });

  test("off as a flag wins over a time span in the file", () => {
    const { options, origins } = resolved({
      flags: { "run-time": "off" },
      file: fileOf({ "run-time": "1h" }),
    });
    expect(options).toMatchObject({ runTimeMs: null });
    expect(origins["runTimeMs"]?.kind).toBe("flag");
  });

  test("a switch turned off by flag wins over one turned on by variable", () => {
    const { options, origins } = resolved({
      flags: { headless: false },
      env: { GADFLY_HEADLESS: "1" },
    });
    expect(options).toMatchObject({ headless: false });
    expect(origins["headless"]).toEqual({ kind: "flag", name: "--no-headless" });
  });
});

describe("variables", () => {
  test("a shared Locust variable is read, with a note", () => {
    const { options, notes } = resolved({ env: { LOCUST_SPAWN_RATE: "5", LOCUST_USERS: "9" } });
    expect(options).toMatchObject({ spawnRate: 5, users: 9 });
    expect(notes).toContain("LOCUST_SPAWN_RATE is read as --spawn-rate.");
  });

  test("OPENAI_API_KEY is used last, with a note", () => {
    const env = { OPENAI_API_KEY: "sk-1" };
    expect(resolved({ env }).options).toMatchObject({ apiKey: "sk-1" });
    expect(resolved({ env }).notes).toEqual([
      "OPENAI_API_KEY is used as --api-key and sent to the target.",
    ]);
    const withFile = resolved({ env, file: fileOf({ "api-key": "mine" }) });
    expect(withFile.options).toMatchObject({ apiKey: "mine" });
    expect(withFile.notes).toEqual([]);
  });

  test("a stray GADFLY_ variable is a note, not an error", () => {
    expect(resolved({ env: { GADFLY_USRES: "5" } }).notes).toEqual([
      "GADFLY_USRES is not a variable of gadfly. Did you mean GADFLY_USERS?",
    ]);
  });

  test("a variable of another command is left alone", () => {
    const result = resolve({ command: "worker", env: { GADFLY_USERS: "0", LOCUST_HOST: "x" } });
    expect(result.ok && result.value.notes).toEqual([]);
  });

  test("the simulator does not listen on the target's address", () => {
    const result = resolve({ command: "simulate", env: { GADFLY_HOST: "http://10.0.0.1" } });
    expect(result.ok && result.value.options).toMatchObject({ host: "127.0.0.1" });
  });
});

describe("config files", () => {
  test("keys are read in kebab case, in camel case, and negated", () => {
    const file = fileOf({ promptTokens: 7, "no-stream": true, noChat: "no", save: false });
    expect(resolved({ file }).options).toMatchObject({
      promptTokens: 7,
      stream: false,
      chat: true,
      save: false,
    });
  });

  test("a key for the master or the workers is left out of a run, with a note", () => {
    expect(resolved({ file: fileOf({ "expect-workers": 4 }) }).notes).toEqual([
      "'expect-workers' (bench.yaml:1) means nothing to 'gadfly run' and is left out.",
    ]);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ usres: 5 }, "'usres' (bench.yaml:1) is not an option of 'gadfly run'. Did you mean users?"],
    [
      { config: "x" },
      "'config' (bench.yaml:1) is not an option of 'gadfly run'. It works as a flag or variable only.",
    ],
    [
      { "max-batch": 5 },
      "'max-batch' (bench.yaml:1) is not an option of 'gadfly run'. It belongs to 'gadfly simulate'.",
    ],
    [
      { users: null },
      "'users: null' (bench.yaml:1) is not allowed; --users takes a whole number from 1 to 100000.",
    ],
    [
      { "run-time": "1h", runTime: "2h" },
      "'runTime' (bench.yaml:2) and the same option further up cannot be used together: both set one value.",
    ],
  ])("%j is refused with its place", (values, sentence) => {
    expect(sentences({ flags: { host: "http://h" }, file: fileOf(values) })).toEqual([sentence]);
  });
});

describe("bad input", () => {
  test("all problems come out together, each with its option, its value and what is allowed", () => {
    const found = sentences({
      flags: { host: "http://h", users: "0", "spawn-rate": "0", "run-time": "5x", stop: ["a", ""] },
      env: { GADFLY_MAX_TOKENS: "-1" },
      file: fileOf({ idel: 5, headless: "perhaps" }),
    });
    expect(found).toHaveLength(7);
    expect(found).toContain(
      "--users 0 is not allowed; --users takes a whole number from 1 to 100000.",
    );
    expect(found.join("\n")).toMatch(/--spawn-rate 0 .* above 0, up to/);
    expect(found.join("\n")).toMatch(/--run-time 5x .* such as 30s, 20m/);
    expect(found.join("\n")).toMatch(/GADFLY_MAX_TOKENS=-1 is not allowed; --max-tokens takes/);
    expect(found.join("\n")).toMatch(/'headless: perhaps' \(bench\.yaml:2\) is not allowed/);
  });

  test.each<[Sources["flags"] & object, string]>([
    [{ usres: "5" }, "--usres is not an option of 'gadfly run'. Did you mean --users?"],
    [
      { spawnRate: "5" },
      "--spawnRate is not an option of 'gadfly run'. Did you mean --spawn-rate?",
    ],
    [
      { concurrency: "5" },
      "--concurrency is not an option of 'gadfly run'. gadfly calls it --users.",
    ],
    [
      { master: true },
      "--master is not an option of 'gadfly run'. Use the command 'gadfly master'.",
    ],
    [
      { "expect-workers": "2" },
      "--expect-workers is not an option of 'gadfly run'. It belongs to 'gadfly master'.",
    ],
    [{ "no-such-thing-at-all": "2" }, "--no-such-thing-at-all is not an option of 'gadfly run'."],
    [{ constructor: "1" }, "--constructor is not an option of 'gadfly run'."],
    [{ x: true }, "-x is not an option of 'gadfly run'."],
    [{ foo: false }, "--no-foo is not an option of 'gadfly run'."],
    [
      { users: false },
      "--no-users is not an option of 'gadfly run'. --users takes a value and has no --no- form.",
    ],
    [{ users: ["5", "6"] }, "--users is given 2 times (5, 6) and takes one value."],
    [{ "api-key": ["a", "b"] }, "--api-key is given 2 times (secret) and takes one value."],
    [
      { users: "" },
      "--users without a value is not allowed; --users takes a whole number from 1 to 100000.",
    ],
  ])("%j", (flags, sentence) => {
    expect(sentences({ flags: { host: "http://h", ...flags } })).toEqual([sentence]);
  });

  test("a secret is not repeated in the sentence about it", () => {
    const found = sentences({ flags: { host: "http://h", header: "secret-without-colon" } });
    expect(found.join()).not.toContain("secret-without-colon");
  });

  test("a very long value is shortened in the sentence about it", () => {
    const found = sentences({ flags: { host: "http://h", users: "9".repeat(500) } });
    expect(found.join().length).toBeLessThan(200);
  });
});

test("a flag that may stand alone takes its implied value", () => {
  expect(resolved({ flags: { "show-response": "" } }).options).toMatchObject({ showResponse: 5 });
});
