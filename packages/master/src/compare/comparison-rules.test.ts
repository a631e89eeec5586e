import { describe, expect, it } from "vitest";
import { parseFailOnRule } from "@gadfly/shared/compare/fail-on-rule";
import type { Comparison } from "@gadfly/shared/compare/compare-document";
import { exampleResult } from "../../../../test/support/example-result.ts";
import { createColour } from "../console/colour.ts";
import { formatComparisonText } from "../console/compare/comparison-text.ts";
import type { BlockVerdict } from "./block-test.ts";
import { buildComparison } from "./build-comparison.ts";
import { deltasOf, type VerdictsByStatistic } from "./deltas.ts";
import { applyGate } from "./gate.ts";
import { levelOfRun, sortLevels, systemNames, systemsOfRuns } from "./levels.ts";
import { planDifferences } from "./plan-differences.ts";

const limits = { alpha: 0.01, minChange: 0.01 };
const sure: BlockVerdict = { t: 9, p: 0.001, pAdjusted: 0.001 };
const unsure: BlockVerdict = { t: 1, p: 0.3, pAdjusted: 0.9 };

const verdictsOf = (metric: string, statistic: string, verdict: BlockVerdict) =>
  new Map([[metric, new Map([[statistic, verdict]])]]);

const ratesOf = (rps: number | null, errorRate = 0) => ({
  rps: { unit: "requests/s", value: rps },
  error_rate: { unit: "ratio", value: errorRate },
});

const deltaOfRps = (baseline: number | null, run: number | null, verdict: BlockVerdict | null) => {
  const verdicts: VerdictsByStatistic | null =
    verdict === null ? null : verdictsOf("rps", "value", verdict);
  const deltas = deltasOf(ratesOf(baseline), ratesOf(run), { verdicts, limits });
  return deltas.find(({ metric }) => metric === "rps");
};

describe("a delta", () => {
  it.each([
    ["worse beyond noise", 100, 90, sure, "worse"],
    ["better beyond noise", 100, 110, sure, "better"],
    ["none within noise", 100, 90, unsure, "none"],
    ["none beyond noise, but too small to matter", 100, 99.5, sure, "none"],
    ["untested without a verdict", 100, 90, null, "untested"],
    ["untested where a value is missing", null, 90, sure, "untested"],
  ] as const)("is %s", (...[, baseline, run, verdict, change]) => {
    expect(deltaOfRps(baseline, run, verdict)?.change).toBe(change);
  });

  it.each([
    ["worse beyond noise", 100, 90, sure, "worse"],
    ["noise where it moved and noise could do that", 100, 90, unsure, "noise"],
    ["none where it hardly moved, whatever the test says", 100, 99.5, sure, "none"],
    ["none of like values, also without a smallest change", 100, 100, unsure, "none"],
    ["untested without a verdict", 100, 90, null, "untested"],
  ] as const)("reads as %s", (...[, baseline, run, verdict, outcome]) => {
    const delta = deltaOfRps(baseline, run, verdict);
    expect([delta?.outcome, delta?.statistics[0]?.outcome]).toEqual([outcome, outcome]);
  });

  it("has amount and share; from nothing there is no share", () => {
    expect(deltaOfRps(100, 90, null)?.statistics[0]).toMatchObject({
      delta: -10,
      deltaShare: -0.1,
    });
    expect(deltaOfRps(0, 90, null)?.statistics[0]).toMatchObject({ delta: 90, deltaShare: null });
  });

  it("of a latency below what our stamps can tell is none", () => {
    const { ttft } = exampleResult().metrics;
    if (ttft === undefined || !("p50" in ttft)) throw new Error("no ttft");
    const small = { ttft: { ...ttft, p50: 0.2 } };
    const run = { ttft: { ...ttft, p50: 0.24 } };
    const verdicts = verdictsOf("ttft", "p50", sure);
    expect(deltasOf(small, run, { verdicts, limits })[0]?.change).toBe("none");
    const slower = { ttft: { ...ttft, p50: 0.4 } };
    expect(deltasOf(small, slower, { verdicts, limits })[0]?.change).toBe("worse");
  });
});

describe("the word for a metric", () => {
  const { ttft } = exampleResult().metrics;
  if (ttft === undefined || !("p50" in ttft)) throw new Error("no ttft");
  const outcomesOf = (
    changes: Partial<typeof ttft>,
    verdicts: readonly (readonly [string, BlockVerdict])[],
  ) => {
    const [delta] = deltasOf(
      { ttft },
      { ttft: { ...ttft, ...changes } },
      { verdicts: new Map([["ttft", new Map(verdicts)]]), limits },
    );
    const at = (name: string) =>
      delta?.statistics.find(({ statistic }) => statistic === name)?.outcome;
    return [delta?.outcome, at("p50"), at("p95"), at("p99")];
  };

  it("is no change only when every tested delta is small", () => {
    const verdicts = [
      ["p50", unsure],
      ["p95", unsure],
      ["p99", unsure],
    ] as const;
    expect(outcomesOf({}, verdicts)).toEqual(["none", "none", "none", "none"]);
    const moved = outcomesOf({ p99: (ttft.p99 ?? 0) * 4.65 }, verdicts);
    expect(moved).toEqual(["noise", "none", "none", "noise"]);
  });

  it("does not pass over a percentile that moved and was too rare to test", () => {
    const verdicts = [["p50", unsure]] as const;
    expect(outcomesOf({ p99: (ttft.p99 ?? 0) * 2 }, verdicts)[0]).toBe("noise");
    expect(outcomesOf({ p99_99: (ttft.p99_99 ?? 0) * 2, max: 9e6 }, verdicts)[0]).toBe("none");
  });

  it("is mixed where percentiles go apart beyond noise, and marks each by its own verdict", () => {
    const verdicts = [
      ["p50", sure],
      ["p95", sure],
    ] as const;
    const changes = { p50: (ttft.p50 ?? 0) / 2, p95: (ttft.p95 ?? 0) * 2, p99: 9e6 };
    expect(outcomesOf(changes, verdicts)).toEqual(["mixed", "better", "worse", "untested"]);
  });
});

describe("the gate", () => {
  const comparisonOf = (verdict: BlockVerdict | null, run = 90): Comparison => ({
    baseline: "a",
    run: "b",
    planDifferences: [],
    test: {
      status: "tested",
      reason: null,
      blockS: 1,
      baselineBlocks: 20,
      runBlocks: 20,
      permutations: 1999,
    },
    doubtful: false,
    metrics: deltasOf(ratesOf(100), ratesOf(run, 0.02), {
      verdicts: verdict === null ? null : verdictsOf("rps", "value", verdict),
      limits,
    }),
  });
  const rulesOf = (...texts: string[]) =>
    texts.map((text) => {
      const parsed = parseFailOnRule(text);
      if (!parsed.ok) throw new Error(parsed.error);
      return parsed.value;
    });
  const outcome = (rule: string, comparison: Comparison) =>
    applyGate(rulesOf(rule), [comparison], 0.01)[0];

  it.each([
    [
      "rps<-5%",
      sure,
      true,
      /rps changed by −10\.0 %, from 100 to 90 .*beyond noise \(p = 0\.001\)/,
    ],
    ["rps<-5%", unsure, false, /within noise \(p = 0\.300\)/],
    ["rps<-5%", null, true, /not tested against noise/],
    ["rps<-15%", sure, false, /within the limit/],
    ["rps<-5req/s", sure, true, /changed by −10\.000 requests\/s/],
    ["rps>+5%", sure, false, /within the limit/],
    ["error_rate>+1pp", sure, true, /not tested/],
    ["error_rate>+500%", sure, true, /from nothing/],
    ["ttft.p95>+5%", sure, true, /ttft\.p95 is not in both runs/],
  ])("%s", (rule, verdict, broken, text) => {
    const row = outcome(rule, comparisonOf(verdict));
    expect(row?.broken).toBe(broken);
    expect(row?.text).toMatch(text);
  });

  it("shares alpha among its rules", () => {
    const barely = { t: 3, p: 0.008, pAdjusted: 0.2 };
    const one = applyGate(rulesOf("rps<-5%"), [comparisonOf(barely)], 0.01);
    const two = applyGate(rulesOf("rps<-5%", "rps<-6%"), [comparisonOf(barely)], 0.01);
    expect([one, two].map((rows) => rows.map(({ broken }) => broken))).toEqual([
      [true],
      [false, false],
    ]);
  });
});

describe("plans", () => {
  it("differ in fields, not in what each run has for itself", () => {
    const before = { runId: "a", seed: 1, load: { users: 20, wait: { kind: "none" } }, old: 1 };
    const after = { runId: "b", seed: 2, load: { users: 30, wait: { kind: "none" } }, stop: [] };
    expect(planDifferences(before, after)).toEqual([
      { field: "load.users", baseline: "20", run: "30" },
      { field: "old", baseline: "1", run: "absent" },
      { field: "stop", baseline: "absent", run: "[]" },
    ]);
    expect(planDifferences(before, before)).toEqual([]);
  });
});

describe("levels", () => {
  const resultWith = (users: number, host: string) => {
    const result = exampleResult();
    const { plan } = result;
    return { ...result, plan: { ...plan, targets: [host], load: { ...plan.load, users } } };
  };

  it("read a run as a row of the reports that they follow", () => {
    const result = resultWith(16, "http://a");
    const level = levelOfRun(result);
    expect(level).toMatchObject({ concurrency: 16, timeS: result.run.durationS });
    expect(level.qps).toBeCloseTo(result.ledger.succeeded / result.run.durationS, 3);
    expect(level.failed).toBe(result.ledger.failed + result.ledger.lost);
  });

  it("are in order, and of two at one level the first stays", () => {
    const rows = [8, 4, 8].map((concurrency, at) => ({
      ...levelOfRun(resultWith(concurrency, "http://a")),
      failed: at,
    }));
    expect(sortLevels(rows).map(({ concurrency, failed }) => [concurrency, failed])).toEqual([
      [4, 1],
      [8, 0],
    ]);
  });

  it("has none for a run whose load was changed", () => {
    const changed = resultWith(16, "http://a");
    const users = { start: 16, last: 30, most: 30, changes: 1 };
    const results = [
      resultWith(4, "http://a"),
      resultWith(8, "http://a"),
      { ...changed, run: { ...changed.run, users } },
    ];
    const [system] = systemsOfRuns(results.map((result) => ({ system: "a", result })));
    expect(system?.levels.map(({ concurrency }) => concurrency)).toEqual([4, 8]);
    const inputs = results.map((result, at) => ({
      name: `r${at}`,
      path: "p",
      result,
      journal: null,
    }));
    const settings = {
      ...limits,
      window: "all",
      rules: [],
      levels: { title: null, systems: [] },
    } as const;
    const document = buildComparison(inputs, settings);
    expect(document.warnings).toContainEqual(
      expect.stringMatching(/^the users of r2 were changed while it ran \(16 → 30\): .* no level/),
    );
    const text = formatComparisonText(document, { width: 120, colour: createColour(false) });
    expect(text.join("\n")).toMatch(/r2 +16 → 30 /);
  });

  it("make systems of runs at several levels, named by what tells them apart", () => {
    const results = [
      resultWith(4, "http://a"),
      resultWith(8, "http://a"),
      resultWith(4, "http://b"),
    ];
    const names = systemNames(results);
    expect(names).toEqual(["a", "a", "b"]);
    const systems = systemsOfRuns(
      results.map((result, at) => ({ system: names[at] ?? "", result })),
    );
    expect(systems.map(({ name, levels }) => [name, levels.length])).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
    expect(
      systemsOfRuns([{ system: "a", result: results[0] ?? resultWith(1, "http://a") }]),
    ).toEqual([]);
  });
});
