// --records: every finished request as a line of the published shape, adding up to the result.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { requestRecord, type RequestRecordLine } from "@gadfly/shared/result/request-record";
import { isHistogramStatistics } from "@gadfly/shared/result/result-statistics";
import { Ajv2020, type AnySchema } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { modelList, servePages } from "../support/page-server.ts";
import { resultOf } from "../support/read-result.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { startWorkbench, type Workbench } from "../support/workbench.ts";

const isSchema = (value: unknown): value is AnySchema => typeof value === "object";

const readRecords = async (bench: Workbench, name: string): Promise<RequestRecordLine[]> => {
  const page: unknown = JSON.parse(
    await readFile(join(repositoryRoot, "docs", "record.schema.json"), "utf8"),
  );
  if (!isSchema(page)) throw new Error("docs/record.schema.json is no schema");
  const matches = new Ajv2020({ strict: true, allErrors: true }).compile(page);
  const text = await readFile(bench.path(name), "utf8");
  return text.split("\n").flatMap((line) => {
    if (line === "") return [];
    const value: unknown = JSON.parse(line);
    void matches(value);
    expect(matches.errors ?? null).toBeNull();
    return [requestRecord.parse(value)];
  });
};

/** So many that no share of them is none or most by chance: not once in a billion runs. */
const requests = 120;

const load = ({ simulator }: Workbench, ...more: string[]): string[] => [
  ...`run -u 4 -r 50 -o 8 -n ${requests} --processes 2 --json --failure-wait 0s`.split(" "),
  "-H",
  simulator.url,
  "--records",
  "records.jsonl",
  ...more,
];

describe.concurrent("request records", () => {
  it("are one for each request that ended, and add up to the histograms", async () => {
    await using bench = await startWorkbench({ fault: "status-500", faultShare: 0.3 });
    const result = resultOf(await bench.run(load(bench)), 1);
    const records = await readRecords(bench, "records.jsonl");
    const { succeeded, failed, cancelled } = result.ledger;
    const count = (outcome: string) => records.filter((one) => one.outcome === outcome).length;
    expect({
      succeeded: count("succeeded"),
      failed: count("failed"),
      cancelled: count("cancelled"),
    }).toEqual({ succeeded, failed, cancelled });
    expect(result.records).toEqual({ share: 1, written: records.length, dropped: 0 });
    expect(new Set(records.map(({ requestId }) => requestId)).size).toBe(records.length);
    expect(new Set(records.map(({ worker }) => worker)).size).toBe(2);
    for (const name of ["ttft", "e2e", "tpot", "schedule_lag", "output_tokens"]) {
      const values = records.flatMap(({ outcome, metrics }) =>
        outcome === "failed" ? [] : (metrics[name] ?? []),
      );
      const metric = result.metrics[name];
      if (!isHistogramStatistics(metric)) throw new Error(`${name} is no distribution`);
      expect(values).toHaveLength(metric.count);
      expect([Math.min(...values), Math.max(...values)]).toEqual([metric.min, metric.max]);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(mean).toBeCloseTo(metric.mean ?? 0, 2);
    }
  });

  it("are a part of the requests with --records-sample, and the summary says so", async () => {
    await using bench = await startWorkbench();
    const end = await bench.run(load(bench, "--records-sample", "0.3"));
    const { records } = resultOf(end, 0);
    const lines = await readRecords(bench, "records.jsonl");
    expect(records).toEqual({ share: 0.3, written: lines.length, dropped: 0 });
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(0.6 * requests);
    expect(end.stderr).toContain(`records: ${lines.length} requests written, 30.0 % of them, 0`);
  });

  it("hold no key, also where the server repeats it", async () => {
    const key = "a-key-that-is-secret";
    await using bench = await startWorkbench();
    await using server = await servePages(({ url, headers }) =>
      url.endsWith("/models") ? modelList(["m"]) : { status: 400, body: JSON.stringify(headers) },
    );
    const secrets = ["-k", key, "--header", `x-api-key: ${key}-too`];
    const args = [
      ..."run -u 1 -n 5 -m m --no-probe --failure-wait 0s --records records.jsonl".split(" "),
      "--provider",
      "openai",
      "-H",
      server.url,
      ...secrets,
    ];
    await bench.run(args);
    const text = await readFile(bench.path("records.jsonl"), "utf8");
    expect(text).toContain("[secret]");
    expect(text).not.toContain(key);
  });

  it("need a file for a sample", async () => {
    await using bench = await startWorkbench();
    const args = ["run", "-H", bench.simulator.url, "--records-sample", "0.5"];
    const end = await bench.run(args);
    expect(end.code).toBe(2);
    expect(end.stderr).toContain("--records");
  });
});
