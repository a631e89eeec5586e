import { runStatus } from "@gadfly/shared/web/run-status";
import { describe, expect, it } from "vitest";
import { exampleResult } from "../../../../../test/support/example-result.ts";
import { parseExposition } from "../../../../../test/support/parse-exposition.ts";
import { toExposition } from "./exposition.ts";
import { resultFamilies, statusFamilies } from "./run-families.ts";

const hostile = 'a"b\\c\nd{e="f"} 1\n# TYPE x counter';

const status = runStatus.parse({
  gadfly: "0.1.0",
  state: "running",
  runId: "r",
  elapsedMs: 1_500,
  totalMs: null,
  users: 3,
  targetUsers: 4,
  spawnRate: 0.5,
  inFlight: 2,
  expectWorkers: 1,
  members: [{ id: "a", name: hostile, host: hostile, liveness: "alive" }],
  canStart: false,
  folder: null,
  commandLine: null,
});

const read = () => {
  const result = exampleResult();
  const [first] = result.workers;
  if (first !== undefined) first.name = hostile;
  result.plan.request.model = hostile;
  return parseExposition(toExposition([...statusFamilies(status), ...resultFamilies(result)]));
};

const valueOf = (name: string, labels: Record<string, string> = {}): number | undefined =>
  [...read().values()]
    .flatMap(({ samples }) => samples)
    .find(
      (sample) =>
        sample.name === name &&
        Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
    )?.value;

describe("the run for Prometheus", () => {
  it("is read by a strict reader, with a name of ours for every family", () => {
    const families = read();
    expect(families.size).toBeGreaterThan(30);
    for (const [name, { type, help }] of families) {
      expect(name).toMatch(/^gadfly_[a-z0-9_]+$/);
      expect(help).not.toBe("");
      expect(name.endsWith("_total")).toBe(type === "counter");
    }
  });

  it("gives back hostile names as they are, and as nothing else", () => {
    expect(valueOf("gadfly_worker_cpu_ratio", { worker: hostile })).toBe(0.23);
    expect(valueOf("gadfly_run_info", { model: hostile })).toBe(1);
    expect(read().has("x")).toBe(false);
  });

  it("has times in seconds, and sums that fit counts and means", () => {
    const { metrics } = exampleResult();
    const { ttft } = metrics;
    if (ttft === undefined || !("p50" in ttft)) throw new Error("no ttft in the example");
    expect(valueOf("gadfly_ttft_seconds", { quantile: "0.5" })).toBeCloseTo(0.1824, 9);
    expect(valueOf("gadfly_ttft_seconds_count")).toBe(ttft.count);
    expect(valueOf("gadfly_ttft_seconds_sum")).toBeCloseTo(
      ((ttft.mean ?? 0) * ttft.count) / 1000,
      6,
    );
  });

  it("counts requests by outcome and failures by kind", () => {
    expect(valueOf("gadfly_requests_total", { outcome: "failed" })).toBe(19);
    expect(valueOf("gadfly_failures_total", { kind: "http_status" })).toBe(16);
    expect(valueOf("gadfly_requests_per_second")).toBe(39.91);
    expect(valueOf("gadfly_error_ratio")).toBe(0.01585);
  });

  it("says by a 1 where the run stands", () => {
    expect(valueOf("gadfly_run_state", { state: "running" })).toBe(1);
    expect(valueOf("gadfly_run_state", { state: "idle" })).toBe(0);
    expect(valueOf("gadfly_verdict", { status: "SUSPECT" })).toBe(1);
  });
});
