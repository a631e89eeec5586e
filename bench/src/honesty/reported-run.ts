// What gadfly itself says about a run, from the run's journal.
import type { Histogram } from "@gadfly/shared/metrics/histogram";
import { readJournalFile } from "@gadfly/master/journal/journal-file";
import type { JournalRecord } from "@gadfly/master/journal/journal-record";
import { isNotFailed } from "@gadfly/master/stats/metric-tables";
import { foldRecords, type RunModel } from "@gadfly/master/stats/run-model";
import { judgeRun } from "@gadfly/master/stats/verdict";
import { type HonestyPoint, type LatencyName, latencyNames, type Percentiles } from "./point.ts";

/** The part of a point that gadfly reports. */
export interface ReportedRun {
  readonly worker: HonestyPoint["worker"];
  readonly latencies: Partial<Record<LatencyName, Percentiles>>;
  readonly verdict: HonestyPoint["verdict"];
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

const quantileMs = (histogram: Histogram, q: number): number =>
  round(histogram.isEmpty() ? 0 : histogram.quantile(q) / 1000);

const latenciesOf = (model: RunModel): ReportedRun["latencies"] => {
  const found: ReportedRun["latencies"] = {};
  for (const name of latencyNames) {
    const all = model.all.store.sumOf(name, isNotFailed);
    if (!all.isEmpty())
      found[name] = {
        p50Ms: quantileMs(all, 0.5),
        p99Ms: quantileMs(all, 0.99),
        count: all.count,
      };
  }
  return found;
};

/** Of whole intervals, as the verdict counts them. */
const cpuOf = (records: readonly JournalRecord[]): number[] =>
  records.flatMap((record) =>
    record.type === "interval" || record.type === "amend"
      ? record.workers.filter(({ final }) => !final).map(({ cpu }) => cpu)
      : [],
  );

const shareAbove = (values: readonly number[], limit: number): number =>
  round(values.filter((value) => value > limit).length / Math.max(1, values.length));

const healthOf = (model: RunModel, cpu: readonly number[]): ReportedRun["worker"] => {
  const [worker] = model.workers.values();
  if (worker === undefined) throw new Error("the run had no worker");
  const { loopDelay } = worker;
  return {
    cpuMean: round(worker.cpu ?? 0),
    cpuMax: round(Math.max(0, ...cpu)),
    above70: shareAbove(cpu, 0.7),
    above90: shareAbove(cpu, 0.9),
    loopDelay: {
      p50Ms: quantileMs(loopDelay, 0.5),
      p99Ms: quantileMs(loopDelay, 0.99),
      maxMs: round(loopDelay.max / 1000),
    },
    scheduleLagP99Ms: quantileMs(model.all.store.sumOf("schedule_lag", isNotFailed), 0.99),
  };
};

/** Reads a journal. */
export const readReportedRun = (path: string): ReportedRun => {
  const journal = readJournalFile(path);
  if (!journal.ok) throw new Error(`the journal cannot be read: ${journal.error}`);
  const { records } = journal.value;
  const model = foldRecords(records);
  if (model === null) throw new Error("the journal does not begin with its open record");
  const { status, reasons } = judgeRun(model);
  return {
    worker: healthOf(model, cpuOf(records)),
    latencies: latenciesOf(model),
    verdict: { status, codes: [...new Set(reasons.map(({ code }) => code))] },
  };
};
