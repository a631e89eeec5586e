import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { compareJsonSchema } from "./compare-document.ts";
import { levelsFile, levelsJsonSchema } from "./levels-file.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });

/** Properties of a JSON Schema that have no description. */
const findUndescribed = (schema: unknown, path = ""): string[] => {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    const inner = findUndescribed(value, `${path}/${key}`);
    if (key !== "properties" || typeof value !== "object" || value === null) return inner;
    const bare = Object.entries(value)
      .filter(([, property]) => !Object.hasOwn(Object(property), "description"))
      .map(([name]) => `${path}/${name}`);
    return [...bare, ...inner];
  });
};

describe("the published schemas", () => {
  it.each([
    ["of a comparison", compareJsonSchema],
    ["of a levels file", levelsJsonSchema],
  ])("%s can be compiled and describes every field", (_what, schemaOf) => {
    expect(() => ajv.compile(schemaOf())).not.toThrow();
    expect(findUndescribed(schemaOf())).toEqual([]);
  });
});

describe("a levels file", () => {
  const typed = { concurrency: 4, qps: 1.05, latency: 3.8, p50: "350ms", failed: 0 };

  it("reads bare numbers as seconds and text as time spans", () => {
    const file = levelsFile.parse({ systems: [{ name: "vLLM", levels: [typed] }] });
    expect(file.systems[0]?.levels[0]).toEqual({
      concurrency: 4,
      qps: 1.05,
      latency: 3800,
      p50: 350,
      failed: 0,
    });
    expect(file.systems[0]?.runs).toEqual([]);
  });

  it.each([
    ["no systems", { systems: [] }],
    ["a level without concurrency", { systems: [{ name: "a", levels: [{ qps: 1 }] }] }],
    ["an unknown figure", { systems: [{ name: "a", levels: [{ ...typed, speed: 1 }] }] }],
    ["a negative rate", { systems: [{ name: "a", levels: [{ ...typed, qps: -1 }] }] }],
    ["a span of no unit", { systems: [{ name: "a", levels: [{ ...typed, p90: "3 parsecs" }] }] }],
  ])("refuses %s", (_what, given) => {
    expect(levelsFile.safeParse(given).success).toBe(false);
  });
});
