import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { exampleResult } from "../../../../test/support/example-result.ts";
import { resultDocument, resultJsonSchema } from "./result-schema.ts";

type Change = (example: Record<string, unknown>) => Record<string, unknown>;

const wrong: [string, Change][] = [
  ["another schema version", (example) => ({ ...example, schema: "gadfly.result/2" })],
  ["a missing verdict", ({ verdict: _verdict, ...example }) => example],
  ["an unknown verdict", (example) => ({ ...example, verdict: { status: "FINE", reasons: [] } })],
  [
    "a fractional count",
    (example) => ({ ...example, ledger: { ...exampleResult().ledger, failed: 0.5 } }),
  ],
  [
    "a negative count",
    (example) => ({ ...example, ledger: { ...exampleResult().ledger, lost: -1 } }),
  ],
  [
    "a start that is no time",
    (example) => ({ ...example, run: { ...exampleResult().run, startedAt: "now" } }),
  ],
  [
    "an unknown end",
    (example) => ({ ...example, run: { ...exampleResult().run, endReason: "bored" } }),
  ],
  ["a metric without a unit", (example) => ({ ...example, metrics: { rps: { value: 1 } } })],
  [
    "a percentile as text",
    (example) => ({ ...example, metrics: { rps: { unit: "x", value: "1" } } }),
  ],
  [
    "a row without its message",
    (example) => ({ ...example, errors: [{ kind: "reset", count: 1 }] }),
  ],
  ["a plan without targets", (example) => ({ ...example, plan: {} })],
];

const ajv = new Ajv2020({ strict: true, allErrors: true, formats: { "date-time": true } });
const matchesJsonSchema = ajv.compile(resultJsonSchema());

/** Paths of the properties in a JSON Schema that have no description. */
function findUndescribed(schema: unknown, path = ""): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    const inner = findUndescribed(value, `${path}/${key}`);
    if (key !== "properties") return inner;
    const bare = Object.entries(value as Record<string, object>)
      .filter(([, property]) => !("description" in property))
      .map(([name]) => `${path}/${name}`);
    return [...bare, ...inner];
  });
}

describe("result document", () => {
  it("accepts a realistic result and keeps all of it", () => {
    expect(resultDocument.parse(exampleResult())).toEqual(exampleResult());
  });

  it("ignores keys of a newer version", () => {
    const newer = { ...exampleResult(), extra: 1, run: { ...exampleResult().run, extra: 1 } };
    expect(resultDocument.parse(newer)).toEqual(exampleResult());
    expect(matchesJsonSchema(newer)).toBe(true);
  });

  it("keeps the parts of the plan that it does not know", () => {
    const { plan } = resultDocument.parse(exampleResult());
    expect(plan["request"]).toHaveProperty("stream", true);
  });

  it.each(wrong)("refuses %s, and so does the JSON Schema", (_what, change) => {
    const changed = change({ ...exampleResult() });
    expect(resultDocument.safeParse(changed).success).toBe(false);
    expect(matchesJsonSchema(changed)).toBe(false);
  });

  it("allows statistics without a finite value, as in a strict series", () => {
    const { ttft } = exampleResult().metrics;
    const strict = { ...ttft, max: null, mean: null, p99_99: null };
    const given = { ...exampleResult(), series: [{ labels: {}, metrics: { ttft: strict } }] };
    expect(resultDocument.safeParse(given).success).toBe(true);
    expect(matchesJsonSchema(given)).toBe(true);
  });

  it("has a JSON Schema of draft 2020-12 that accepts the same result", () => {
    matchesJsonSchema(exampleResult());
    expect(matchesJsonSchema.errors).toBeNull();
    expect(resultJsonSchema()["$schema"]).toBe("https://json-schema.org/draft/2020-12/schema");
  });

  it("describes every field", () => {
    expect(findUndescribed(resultJsonSchema())).toEqual([]);
  });
});

it("reads a result that is older than trouble and changes of users", () => {
  const { trouble: _trouble, users: _users, ...run } = exampleResult().run;
  const older = resultDocument.parse({ ...exampleResult(), run });
  expect(older.run).toMatchObject({ trouble: null, users: null });
});
