import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { factsOf } from "../../../../test/support/request-facts.ts";
import { requestRecord, requestRecordJsonSchema } from "./request-record.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true });
const matchesJsonSchema = ajv.compile(requestRecordJsonSchema());
const line = { schema: "gadfly.record/1", worker: "box", ...factsOf() };

it("has a JSON Schema that accepts a line, and one with keys of a newer version", () => {
  expect(requestRecord.parse(line)).toEqual(line);
  expect(matchesJsonSchema(line)).toBe(true);
  expect(matchesJsonSchema({ ...line, extra: 1 })).toBe(true);
});

it.each([
  ["another version", { schema: "gadfly.record/2" }],
  ["an unknown outcome", { outcome: "fine" }],
  ["a time as text", { dueS: "1" }],
  ["a metric without a number", { metrics: { ttft: null } }],
])("refuses %s, and so does the JSON Schema", (_what, change) => {
  expect(requestRecord.safeParse({ ...line, ...change }).success).toBe(false);
  expect(matchesJsonSchema({ ...line, ...change })).toBe(false);
});

it("describes every field", () => {
  const bare = Object.entries(requestRecord.shape).filter(([, { description }]) => !description);
  expect(bare.map(([name]) => name)).toEqual([]);
});
