import { describe, expect, it } from "vitest";
import { distributionRows, metricColumns, valueRows } from "./metric-rows.ts";
import { labelChoices, seriesRows } from "./series-rows.ts";

const ttft = {
  unit: "ms",
  count: 1204,
  min: 1,
  max: 90.5,
  mean: 12.345,
  stddev: 3,
  p50: 12,
  p66: 13,
  p75: 14,
  p80: 15,
  p90: 20,
  p95: 30,
  p98: 40,
  p99: 50,
  p99_9: null,
  p99_99: null,
};
const metrics = { ttft, rps: { unit: "requests/s", value: 31.6789 } };
const choice = { isFull: false, isExplained: true, path: "failed." };

describe("a table of metrics", () => {
  it("has the exact number of the result and its place beside each text", () => {
    const [row] = distributionRows(metrics, choice);
    expect(row?.cells["mean"]).toEqual({
      text: "12.3",
      value: 12.345,
      metric: "failed.ttft",
      figure: "mean",
    });
    expect(row?.cells["count"]?.text).toBe("1,204");
    expect(row?.cells["p99_9"]).toMatchObject({ text: "-", value: null });
  });

  it("shows a percentile quiet that so few samples say nothing of, and shares in percent", () => {
    const few = { ...ttft, unit: "ratio", count: 7, p50: 0.25 };
    const [row] = distributionRows({ few }, choice);
    expect(row?.cells["p50"]).toMatchObject({ text: "25.0 %", value: 0.25 });
    expect(row?.cells["p50"]?.thin).toBeUndefined();
    expect(row?.cells["p90"]?.thin).toBe("fewer than 10 samples");
    expect(row?.cells["max"]?.thin).toBeUndefined();
  });

  it("says in place what a metric means", () => {
    const [row] = distributionRows(metrics, choice);
    expect(row?.cells["metric"]?.text).toBe("Time to first token");
    expect(row?.cells["metric"]?.note).toContain("firstTokenAt − sentAt");
  });

  it("has single values in rows of their own", () => {
    expect(valueRows(metrics, choice).map(({ key }) => key)).toEqual(["rps"]);
    expect(distributionRows(metrics, choice).map(({ key }) => key)).toEqual(["ttft"]);
  });

  it("shows the usual percentiles, and all when asked", () => {
    const keys = (isFull: boolean) => metricColumns(isFull).map(({ key }) => key);
    expect(keys(false)).not.toContain("p66");
    expect(keys(true)).toEqual(expect.arrayContaining(["p66", "p99_99", "stddev"]));
  });
});

describe("a table of series", () => {
  const series = [
    { labels: { host: "a:1", outcome: "succeeded" }, metrics: { ttft } },
    { labels: { outcome: "strict" }, metrics: { ttft } },
    { labels: { host: "b:1", outcome: "failed" }, metrics: {} },
  ];
  const choices = labelChoices(series);
  const keysOf = (labels: Record<string, string>, text = "") =>
    seriesRows(series, choices, { metric: "ttft", labels, text, isCut: false }).map(
      ({ key }) => key,
    );

  it("keeps each series' place in the result, whatever is left out", () => {
    expect(keysOf({})).toEqual(["series[0].ttft", "series[1].ttft"]);
    expect(keysOf({ outcome: "strict" })).toEqual(["series[1].ttft"]);
    expect(keysOf({ outcome: "" }, "A:1")).toEqual(["series[0].ttft"]);
  });

  it("names what spans all values of a label", () => {
    const rows = seriesRows(series, choices, {
      metric: "ttft",
      labels: {},
      text: "strict",
      isCut: true,
    });
    expect(rows[0]?.cells["label host"]?.text).toBe("all");
    expect(rows[0]?.cells["p50"]).toEqual({ text: "12.0", value: 12 });
  });
});
