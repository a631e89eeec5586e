import { expect, test } from "vitest";
import { findConfigProblems } from "./config-problems.ts";
import { defaultSimulatorConfig } from "./simulator-config.ts";
import { simulatorOptions } from "./simulator-options.ts";

test("describes each key of the configuration exactly once, with its default", () => {
  expect(simulatorOptions.map((option) => option.key).toSorted()).toEqual(
    Object.keys(defaultSimulatorConfig).toSorted(),
  );
  for (const option of simulatorOptions) {
    expect(option.default).toBe(defaultSimulatorConfig[option.key]);
    expect(option.description).not.toBe("");
  }
});

test("makes kebab-case flag names", () => {
  const names = simulatorOptions.map((option) => option.name);
  expect(names).toContain("prefill-tokens-per-s");
  expect(names).toContain("itl-per-running-ms");
});

test("finds nothing wrong with the default configuration", () => {
  expect(findConfigProblems(defaultSimulatorConfig)).toEqual([]);
});

test.each([
  [{ jitter: 1.5 }, "jitter is 1.5, but must be a number from 0 to 1"],
  [{ maxBatch: 0 }, "max-batch is 0, but must be a whole number from 1 to 1000000"],
  [{ itlMs: Number.NaN }, "itl-ms is null, but must be a number from 0 to 3600000"],
  [{ port: 1.5 }, "port is 1.5, but must be a whole number from 0 to 65535"],
  [{ modelName: "" }, 'model-name is "", but must be a text that is not empty'],
  [{ apiKey: "" }, "api-key is (secret), but must be a text that is not empty"],
])("names the option, its value and what is allowed: %j", (changes, sentence) => {
  expect(findConfigProblems({ ...defaultSimulatorConfig, ...changes })).toEqual([sentence]);
});

test("refuses an unknown fault and lists the known ones", () => {
  const [problem] = findConfigProblems({ ...defaultSimulatorConfig, fault: "status-418" });
  expect(problem).toContain('fault is "status-418"');
  expect(problem).toContain("reset-midway");
});

test("refuses an unknown quirk or server and lists the known ones", () => {
  const [quirk] = findConfigProblems({ ...defaultSimulatorConfig, quirk: "F99" });
  expect(quirk).toContain('quirk is "F99"');
  expect(quirk).toContain("F88");
  const [server] = findConfigProblems({ ...defaultSimulatorConfig, as: "nobody" });
  expect(server).toContain('as is "nobody", but must be one of openai, vllm,');
});

test("refuses a fault together with a quirk", () => {
  const config = { ...defaultSimulatorConfig, fault: "hang", quirk: "F03" };
  expect(findConfigProblems(config)).toEqual([
    "fault and quirk exclude each other: give one of them",
  ]);
});

test("refuses two laws for the output length", () => {
  const config = { ...defaultSimulatorConfig, eosProbability: 0.1, outputTokensMean: 20 };
  expect(findConfigProblems(config)).toHaveLength(1);
});
