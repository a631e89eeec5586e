import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { describe, expect, it } from "vitest";
import { exampleResult } from "../../../../test/support/example-result.ts";
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
    const series = [
      seriesOf("b:8000", "succeeded", 20, 700),
      seriesOf("b:8000", "failed", 1, 3),
      seriesOf("a:8000", "succeeded", 10, 710),
    ];
    const text = summary({ series, plan: { ...exampleResult().plan, targets: ["http://a", "x"] } });
    expect(text).toMatch(/^Target +http:\/\/a and 1 more /m);
    expect(text).toMatch(/^a:8000 +710 +0 +10\.0 +529 /m);
    expect(text).toMatch(/^b:8000 +700 +3 +20\.0 +529 /m);
    expect(summary({})).not.toMatch(/^Targets/m);
  });
});
