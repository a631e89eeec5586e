import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { exampleResult } from "../../../../../test/support/example-result.ts";
import { parseXml } from "../../../../../test/support/parse-xml.ts";
import { junitReport } from "./junit-report.ts";

/** What the schema of Jenkins' JUnit plugin asks for and allows, as far as we use it. */
const count = z.string().regex(/^\d+$/u);
const seconds = z.string().regex(/^\d+(?:\.\d+)?$/u);
const property = z.strictObject({ "@name": z.string().min(1), "@value": z.string() });
const testCase = z.strictObject({
  "@classname": z.string().min(1),
  "@name": z.string().min(1),
  "@time": seconds,
  failure: z
    .strictObject({ "@message": z.string(), "@type": z.string(), "#text": z.string().optional() })
    .optional(),
  skipped: z.strictObject({ "@message": z.string() }).optional(),
  "system-out": z.string().optional(),
});
const suite = z.strictObject({
  "@name": z.string(),
  "@tests": count,
  "@failures": count,
  "@errors": count,
  "@skipped": count,
  "@time": seconds,
  "@timestamp": z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/u),
  properties: z.strictObject({ property: z.array(property) }),
  testcase: z.array(testCase),
});
const junit = z.object({
  testsuites: z.strictObject({
    "@name": z.string(),
    "@tests": count,
    "@failures": count,
    "@errors": count,
    "@time": seconds,
    testsuite: suite,
  }),
});

/** Reads the report with a strict parser, as a CI server would. */
const read = (result: ResultDocument) => {
  const { testsuites } = junit.parse({ testsuites: parseXml(junitReport(result)) });
  return testsuites.testsuite;
};

const outcomesOf = (result: ResultDocument) =>
  Object.fromEntries(
    read(result).testcase.map((test) => {
      const failed = test.failure === undefined ? "passed" : "failed";
      return [test["@name"], test.skipped === undefined ? failed : "skipped"];
    }),
  );

const good = (): ResultDocument => ({
  ...exampleResult(),
  verdict: { status: "VALID", reasons: [] },
  ledger: { ...exampleResult().ledger, failed: 0, succeeded: 1199 },
  errors: [],
  slo: [],
});

describe("the JUnit report", () => {
  it("passes every test of a run in which all was well", () => {
    expect(outcomesOf(good())).toEqual({
      "the measurement is valid": "passed",
      "the run came to its end": "passed",
      "every request is accounted for": "passed",
      "no request failed": "passed",
    });
  });

  it("fails the verdict when it is INVALID, and skips it when it is SUSPECT", () => {
    const verdictOf = (status: ResultDocument["verdict"]["status"]) =>
      outcomesOf({ ...good(), verdict: { status, reasons: [{ code: "cpu", text: "hot" }] } });
    expect(verdictOf("INVALID")).toMatchObject({ "the measurement is valid": "failed" });
    expect(verdictOf("SUSPECT")).toMatchObject({ "the measurement is valid": "skipped" });
  });

  it("fails requests, ledger and end where they are bad", () => {
    const { run, ledger } = good();
    const bad: ResultDocument = {
      ...good(),
      run: { ...run, endReason: "workersLost", exitCode: 5 },
      ledger: { ...ledger, failed: 3 },
    };
    expect(outcomesOf(bad)).toMatchObject({
      "the run came to its end": "failed",
      "every request is accounted for": "failed",
      "no request failed": "failed",
    });
  });

  it("lets failed requests pass that --exit-code-on-error 0 has allowed", () => {
    expect(outcomesOf(exampleResult())).toMatchObject({ "no request failed": "passed" });
    const { run } = exampleResult();
    const strict = { ...exampleResult(), run: { ...run, exitCode: 1 } };
    expect(outcomesOf(strict)).toMatchObject({ "no request failed": "failed" });
  });

  it("has a test for each objective", () => {
    expect(outcomesOf(exampleResult())).toMatchObject({
      "ttft:p99<600ms": "passed",
      "error_rate<1%": "failed",
    });
  });

  it("counts in its head what stands below", () => {
    const { testcase, ...head } = read(exampleResult());
    expect(head).toMatchObject({ "@tests": "6", "@failures": "1", "@skipped": "1" });
    expect(testcase).toHaveLength(6);
  });

  it("is well formed whatever servers and users wrote, and keeps their words", () => {
    const [error] = exampleResult().errors;
    const texts = fc.string({ unit: "binary", maxLength: 40 });
    fc.assert(
      fc.property(texts, texts, (message, model) => {
        const errors = error === undefined ? [] : [{ ...error, message }];
        const { plan } = exampleResult();
        const request = { ...plan.request, model };
        read({ ...exampleResult(), errors, plan: { ...plan, request } });
      }),
      { numRuns: 20 },
    );
    const words = `</failure>]]> & "quoted" 'too' <b>`;
    const errors = error === undefined ? [] : [{ ...error, message: words }];
    const { run } = exampleResult();
    const result = { ...exampleResult(), errors, run: { ...run, exitCode: 1 } };
    const test = read(result).testcase.find((one) => one["@name"] === "no request failed");
    expect(test?.failure?.["#text"]).toContain(words);
  });
});
