// What a report weighs: an hour of a busy run can be mailed, and so can one of many workers.
import type { JournalRecord } from "@gadfly/master/journal/journal-record";
import { htmlReport, reportLimits } from "@gadfly/master/reports/html/html-report";
import { endedStatus, planIn, type ReportSource } from "@gadfly/master/reports/html/report-source";
import { buildResult } from "@gadfly/master/stats/result-builder";
import { RunModel } from "@gadfly/master/stats/run-model";
import { RunHistory } from "@gadfly/shared/journal/run-history";
import { describe, expect, it } from "vitest";
import { openOf } from "../support/snapshots.ts";
import { syntheticRecords, type SyntheticRun } from "../support/synthetic-run.ts";

/** As large as the page may become. */
const script = "x".repeat(400_000);
const template = `<title>@@TITLE@@</title><pre>@@SUMMARY@@</pre><script>@@JOURNAL@@</script><script>${script}</script>`;

const sourceOf = (records: Iterable<JournalRecord>): ReportSource => {
  const history = new RunHistory();
  const model = new RunModel(openOf());
  for (const record of records) {
    history.add(record);
    if (record.type !== "open") model.apply(record);
  }
  const result = buildResult(model);
  const status = endedStatus(result, planIn(history.records), null);
  return { result, records: history.records, steps: history.steps, status, log: [], notes: [] };
};

const runs: [string, SyntheticRun][] = [
  ["an hour of 50 requests/s with 20 tokens each", { seconds: 3600 }],
  ["a quarter of an hour of 50 workers", { seconds: 900, workers: 50 }],
];

/** Each draws some ten million latencies, which takes most of the usual limit on a busy machine. */
const timeoutMs = 120_000;

describe("a report", () => {
  it.each(runs)(
    "of %s is small enough for a mail",
    async (_what, run) => {
      const source = sourceOf(syntheticRecords(run));
      const html = await htmlReport(template, source);
      expect(html.length).toBeLessThan(reportLimits.wanted);
    },
    timeoutMs,
  );
});
