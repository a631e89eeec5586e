import { expect, test } from "vitest";
import { describeMetricsMarkdown } from "./describe-metrics.ts";
import { findMetric, histogramMetricNames, metricRegistry } from "./metric-registry.ts";

const scales: Record<string, number> = { ms: 1000, tokens: 1, "tokens/s": 1000, ratio: 1000 };

test("fills every field of every row", () => {
  const fields = [
    "name",
    "title",
    "shortTitle",
    "unit",
    "kind",
    "scale",
    "better",
    "population",
    "formula",
  ];
  for (const row of metricRegistry) {
    expect(Object.keys(row).toSorted()).toEqual(fields.toSorted());
    for (const field of Object.values(row)) expect(String(field).trim()).not.toBe("");
  }
});

test("has one row per name, title and short title", () => {
  for (const field of ["name", "title", "shortTitle"] as const) {
    const values = metricRegistry.map((row) => row[field]);
    expect(new Set(values).size).toBe(values.length);
  }
});

test("names metrics in lower case with underscores", () => {
  for (const { name } of metricRegistry) expect(name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
});

test("keeps short titles short enough for a column", () => {
  for (const { shortTitle } of metricRegistry) expect(shortTitle.length).toBeLessThanOrEqual(10);
});

test("stores each unit at one scale", () => {
  for (const { kind, unit, scale } of metricRegistry) {
    expect(scale).toBe(kind === "value" ? 1 : scales[unit]);
  }
});

test("lists the metrics that are distributions", () => {
  expect(histogramMetricNames).toContain("ttft");
  expect(histogramMetricNames).toContain("client_loop_delay");
  expect(histogramMetricNames).not.toContain("rps");
});

test("finds a row by its name, and none by another", () => {
  expect(findMetric("tpot")?.title).toBe("Time per output token");
  expect(findMetric("tpott")).toBeUndefined();
  expect(findMetric("constructor")).toBeUndefined();
});

test("describes every metric in one line of the page", () => {
  const lines = describeMetricsMarkdown().split("\n");
  for (const { name, title, unit, better, population, formula } of metricRegistry) {
    const row = `| \`${name}\` | ${title} | ${unit} | ${better} | ${population} | ${formula} |`;
    expect(lines.filter((line) => line === row)).toHaveLength(1);
  }
});

test("keeps every table of the page rectangular", () => {
  const widths = new Map([
    ["point", 4],
    ["name", 8],
  ]);
  let expected = 0;
  for (const line of describeMetricsMarkdown().split("\n")) {
    if (!line.startsWith("|")) continue;
    const cells = line.split(/(?<!\\)\|/);
    expected = widths.get((cells[1] ?? "").trim()) ?? expected;
    expect(cells).toHaveLength(expected);
  }
});
