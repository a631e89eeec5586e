import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { describe, expect, it } from "vitest";
import { exampleResult } from "../../../../test/support/example-result.ts";
import { askedUsersOf, describeUsers } from "@gadfly/shared/result/result-words";
import { testCasesOf } from "../reports/junit/test-cases.ts";
import { markdownReport } from "../reports/markdown/markdown-report.ts";
import { createColour } from "./colour.ts";
import { formatSummary } from "./summary.ts";

const style = { width: 100, colour: createColour(false) };

const summary = (change: Partial<ResultDocument>): string =>
  formatSummary({ ...exampleResult(), ...change }, null, style).join("\n");

const failed = (kind: string): Partial<ResultDocument> => ({
  run: { ...exampleResult().run, endReason: "failed" },
  events: [{ t: 12, kind, text: "9 of the 10 requests failed" }],
});

describe("summary", () => {
  it("tells a run that its failures ended from one that broke", () => {
    expect(summary(failed("failRatioBroken"))).toMatch(/^Run .* stopped: too many requests failed/);
    expect(summary(failed("other"))).toMatch(/^Run .* stopped by an internal failure/);
  });

  const brokenBy = { code: "GF_X", message: "Nothing answers.", hint: "Start it." };

  it("says why a run could not start, and what to do", () => {
    const { ledger } = exampleResult();
    const run = { ...exampleResult().run, endReason: "failed", trouble: brokenBy } as const;
    const text = summary({ run, ledger: { ...ledger, started: 0 }, events: [] });
    expect(text).toMatch(/^Run .* · could not start · /);
    expect(text).toContain("Why it failed\n  - Nothing answers. [GF_X]\n  - Start it.");
    expect(markdownReport({ ...exampleResult(), run })).toContain(
      "**Why it failed**: Nothing answers. (`GF\\_X`) Start it.".replace("\\", ""),
    );
    expect(testCasesOf({ ...exampleResult(), run })).toContainEqual(
      expect.objectContaining({
        group: "run",
        outcome: "failed",
        message: "failed: Nothing answers. [GF_X]",
      }),
    );
  });

  it("names the users of the start and the last where they were changed", () => {
    const users = { start: 10, last: 30, most: 30, changes: 1 };
    const run = { ...exampleResult().run, users };
    expect(summary({ run })).toMatch(/^Run .* · 10 → 30 users · /);
    expect(markdownReport({ ...exampleResult(), run })).toContain("| Users | 10 → 30 |");
    expect(describeUsers({ ...users, last: 6, changes: 2 })).toBe("10 → 6 users (most 30)");
    expect(describeUsers({ start: 9, last: 9, most: 9, changes: 2 })).toBe("9 users (changed)");
    const { run: older, plan } = exampleResult();
    const load = { ...plan.load, users: 1 };
    const asked = askedUsersOf({ run: { ...older, users: null }, plan: { ...plan, load } });
    expect(describeUsers(asked)).toBe("1 user");
  });

  it("says first of the target that no certificate was checked", () => {
    const warnings = [{ code: "insecure_tls", text: "Not checked.", remedy: "Check.", count: 1 }];
    expect(summary({ warnings })).toMatch(/^Target +CERTIFICATES NOT CHECKED · http/m);
    expect(summary({})).not.toMatch(/CERTIFICATES/);
  });

  it("tells requests broken off on purpose from those cut off at the stop", () => {
    const text = summary({ plannedCancels: 15 });
    expect(text).toMatch(/broken off on purpose: 15 requests, not in E2E and TPOT/);
    expect(text).toMatch(/cancelled at the stop: 5 requests/);
    expect(summary({ plannedCancels: 20 })).not.toMatch(/cancelled at the stop/);
    expect(summary({})).not.toMatch(/on purpose/);
  });

  it("says in the ledger how many were broken off on purpose", () => {
    expect(summary({ plannedCancels: 15 })).toMatch(/\+ 20 cancelled \(15 on purpose\) \+/);
    expect(summary({})).toMatch(/\+ 20 cancelled \+/);
  });

  it("names items where there are no tokens, and does not call unknown tokens none", () => {
    const { tpot: _tpot, ...metrics } = exampleResult().metrics;
    const unknown = { output_tps: { unit: "tokens/s", value: null } };
    const items = { item_rate: { unit: "items/s", value: 12 } };
    expect(summary({ metrics: { ...metrics, ...unknown } })).toMatch(/^Server .* · - tok\/s/m);
    const text = summary({ metrics: { ...metrics, ...unknown, ...items } });
    expect(text).toMatch(/^Server .* · 12\.0 items\/s/m);
    expect(text).not.toMatch(/^Server .*tok\/s/m);
  });

  it("puts warnings of preflight first", () => {
    const findings = [
      { code: "models", text: "one model" },
      { code: "refused", text: "the limit was not sent", severity: "warning" as const },
    ];
    const text = summary({ preflight: { posts: 0, findings } });
    expect(text).toMatch(/^Notes +WARNING, preflight: the limit was not sent$/m);
    expect(text).toMatch(/^ +preflight: one model$/m);
  });

  it("says that several answers to a request are measured together", () => {
    const { plan } = exampleResult();
    const request = { ...plan.request, choices: 2 };
    expect(summary({ plan: { ...plan, request } })).toMatch(
      /2 answers to a request: TPOT and gaps are of all together/,
    );
    expect(summary({})).not.toMatch(/answers to a request/);
  });

  it("prints no count where there is nothing to count", () => {
    const warnings = [{ code: "run_too_short", text: "Too short.", count: 1 }];
    expect(summary({ warnings })).toMatch(/^ {10}Too short\. \[run_too_short\]$/m);
  });

  it("says how the target was after the run", () => {
    const healthAfter = {
      worker: "w",
      url: "http://h/health",
      status: null,
      ms: 1,
      text: "connection refused",
    };
    expect(summary({})).toMatch(
      /after the run: 200 in 3\.10 ms from GET http:\/\/127\.0\.0\.1:8000/,
    );
    expect(summary({ healthAfter })).toMatch(
      /after the run: no answer to GET http:\/\/h\/health: connection refused/,
    );
    expect(summary({ healthAfter: null })).not.toMatch(/after the run/);
  });

  it("shows several targets side by side, each with figures of its own", () => {
    const [row] = exampleResult().series;
    const { ttft } = exampleResult().metrics;
    if (row === undefined || ttft === undefined || !("p50" in ttft))
      throw new Error("the example has a series and a ttft");
    const seriesOf = (host: string, outcome: string, p50: number, count: number) => ({
      labels: { ...row.labels, host, outcome },
      metrics: { ttft: { ...ttft, p50 }, ttlb: { ...ttft, count } },
    });
    const rates = { output_tps: { unit: "tokens/s", value: 1_500 } };
    const series = [
      { labels: { host: "a:8000", outcome: "any" }, metrics: rates },
      seriesOf("b:8000", "succeeded", 20, 700),
      seriesOf("b:8000", "failed", 1, 3),
      seriesOf("a:8000", "succeeded", 10, 710),
    ];
    const targets = ["http://a:8000", "http://b:8000", "http://c", "http://d"];
    const plan = { ...exampleResult().plan, targets };
    const text = summary({ series, plan });
    expect(text).toMatch(/^Target +http:\/\/a:8000, http:\/\/b:8000 \+ 2 more /m);
    expect(text).toMatch(/^Targets +users +req\/s +tok\/s +succeeded +failed /m);
    expect(text).toMatch(/^a:8000 +5 +23\.6 +1,500 +710 +0 +10\.0 +529 /m);
    expect(text).toMatch(/^b:8000 +5 +23\.4 +- +700 +3 +20\.0 +529 /m);
    expect(summary({})).not.toMatch(/^Targets/m);
  });
});
