import { describe, expect, it } from "vitest";
import {
  frameOf,
  intervalOf,
  ledgerOf,
  openOf,
  seriesOf,
  workerOf,
  workerRowOf,
} from "../../../../test/support/snapshots.ts";
import type { JournalRecord, WorkerInterval } from "../journal/journal-record.ts";
import { RunModel } from "./run-model.ts";
import { judgeRun } from "./verdict.ts";

const metrics = ["ttft", "chunk_gap", "schedule_lag", "connect", "e2e", "ttlb"] as const;
type Samples = Partial<Record<(typeof metrics)[number], readonly number[]>>;

/** A model of one worker with these samples, in microseconds, and these rows. */
const modelOf = (
  samples: Samples,
  rows: readonly Partial<WorkerInterval>[] = [{}],
  more: readonly JournalRecord[] = [],
): RunModel => {
  const model = new RunModel(openOf());
  model.apply(workerOf("a"));
  const histograms = metrics.map((metric, id) => {
    model.apply(seriesOf(id, metric));
    return { id, frame: frameOf(samples[metric] ?? []) };
  });
  for (const [index, row] of rows.entries()) {
    const workers = [workerRowOf("a", row)];
    model.apply(intervalOf(index, { workers, histograms: index === 0 ? histograms : [] }));
  }
  for (const record of more) model.apply(record);
  return model;
};

/** Status and codes, which is what most rules are about. */
const verdictOf = (model: RunModel): string => {
  const { status, reasons } = judgeRun(model);
  return [status, ...reasons.map(({ code }) => code)].join(" ");
};

const delayed = (ms: number): Partial<WorkerInterval> => ({ loopDelay: frameOf([ms * 1000]) });
/** Rows of which the first `count` have this CPU. */
const cpuRows = (cpu: number, count: number, of: number): Partial<WorkerInterval>[] =>
  Array.from({ length: of }, (_, i) => ({ cpu: i < count ? cpu : 0.2 }));

describe("a run in order", () => {
  it("is VALID without reasons", () => {
    expect(judgeRun(modelOf({ ttft: [50_000] }))).toEqual({ status: "VALID", reasons: [] });
  });

  it("is VALID also before anything happened", () => {
    expect(verdictOf(new RunModel(openOf()))).toBe("VALID");
  });
});

describe("loop delay", () => {
  it.each([
    ["at 5 ms with fast answers", { ttft: [1000] }, 5, "VALID"],
    ["above 5 ms with fast answers", { ttft: [1000] }, 5.1, "SUSPECT loop_delay"],
    ["above 5 ms without any answer", {}, 5.1, "SUSPECT loop_delay"],
    ["at 10 % of the median", { ttft: [100_000] }, 9.9, "VALID"],
    ["above 10 % of the median", { ttft: [100_000] }, 10.2, "SUSPECT loop_delay"],
    ["at 50 ms with fast answers", { ttft: [1000] }, 49.9, "SUSPECT loop_delay"],
    ["above 50 ms with fast answers", { ttft: [1000] }, 50.2, "INVALID loop_delay"],
    ["at half of the median", { ttft: [400_000] }, 199, "SUSPECT loop_delay"],
    ["above half of the median", { ttft: [400_000] }, 202, "INVALID loop_delay"],
    [
      "above 10 % of the smaller median, the gap's",
      { ttft: [900_000], chunk_gap: [60_000] },
      6.2,
      "SUSPECT loop_delay",
    ],
    ["below 10 % of both medians", { ttft: [900_000], chunk_gap: [60_000] }, 5.9, "VALID"],
  ])("%s", (_what, samples: Samples, delayMs, verdict) => {
    expect(verdictOf(modelOf(samples, [delayed(delayMs)]))).toBe(verdict);
  });

  it("goes by the 99th percentile, and names worker, figure and limit", () => {
    const calm = { loopDelay: frameOf([...Array<number>(99).fill(100), 80_000]) };
    expect(verdictOf(modelOf({ ttft: [1000] }, [calm]))).toBe("VALID");
    expect(judgeRun(modelOf({ ttft: [1000] }, [delayed(8)])).reasons).toEqual([
      {
        code: "loop_delay",
        text: "event loop late by 8.0 ms at p99, limit 5.0 ms",
        worker: "a-name",
      },
    ]);
  });
});

describe("CPU", () => {
  it.each([
    ["at 70 % all the time", cpuRows(0.7, 20, 20), "VALID"],
    ["above 70 % in less than 5 % of intervals", cpuRows(0.8, 1, 21), "VALID"],
    ["above 70 % in 5 % of intervals", cpuRows(0.8, 1, 20), "SUSPECT cpu"],
    ["at 90 % all the time", cpuRows(0.9, 10, 10), "SUSPECT cpu"],
    ["above 90 % in less than 10 % of intervals", cpuRows(0.95, 1, 11), "SUSPECT cpu"],
    ["above 90 % in 10 % of intervals", cpuRows(0.95, 1, 10), "INVALID cpu"],
  ])("%s", (_what, rows, verdict) => {
    expect(verdictOf(modelOf({}, rows))).toBe(verdict);
  });
});

describe("schedule lag", () => {
  const all = (us: number) => Array<number>(1000).fill(us);

  it.each([
    ["at 10 ms", { schedule_lag: all(10_000) }, "VALID"],
    ["above 10 ms", { schedule_lag: all(10_100) }, "SUSPECT schedule_lag"],
    [
      "above 10 ms for want of a connection",
      { schedule_lag: all(50_000), connect: [45_000] },
      "VALID",
    ],
    [
      "above 10 ms and the time to connect",
      { schedule_lag: all(50_000), connect: [30_000] },
      "SUSPECT schedule_lag",
    ],
  ])("%s", (_what, samples: Samples, verdict) => {
    expect(verdictOf(modelOf(samples))).toBe(verdict);
  });
});

describe("clamped samples", () => {
  const hour = 3_600_000_000;

  it("at one hour are fine, above it they are not", () => {
    expect(verdictOf(modelOf({ e2e: [hour] }))).toBe("VALID");
    expect(verdictOf(modelOf({ e2e: [hour + 1] }))).toBe("SUSPECT clamped");
    expect(judgeRun(modelOf({ ttlb: [hour + 1] })).reasons[0]?.text).toBe(
      "1 samples were above the range of one hour",
    );
  });
});

describe("ledger and absolutes", () => {
  it("are INVALID when they do not add up, worker and sum", () => {
    const ledger = { ...ledgerOf(4, { succeeded: 2 }), inFlight: 1 };
    const { status, reasons } = judgeRun(modelOf({}, [{ ledger }]));
    const text = "4 requests started but 3 are accounted for";
    expect(status).toBe("INVALID");
    expect(reasons).toEqual([
      { code: "ledger", text },
      { code: "ledger", text, worker: "a-name" },
    ]);
  });

  it("are INVALID when deltas and absolutes disagree", () => {
    const mismatch = { type: "mismatch", t: 1, worker: "a", text: "1 and 2" } as const;
    expect(judgeRun(modelOf({}, [{}], [mismatch]))).toEqual({
      status: "INVALID",
      reasons: [{ code: "absolutes", text: "1 and 2", worker: "a-name" }],
    });
  });
});

describe("things that happened", () => {
  it("a dropped arrival is SUSPECT", () => {
    const ledger = { ...ledgerOf(1, { succeeded: 1 }), due: 2, dropped: 1 };
    expect(verdictOf(modelOf({}, [{ ledger }]))).toBe("SUSPECT dropped");
  });

  it("a refused snapshot is SUSPECT", () => {
    const refused = { type: "refused", worker: "a", count: 1 } as const;
    expect(verdictOf(modelOf({}, [{}], [refused]))).toBe("SUSPECT late_snapshots");
  });

  it("a lost worker is SUSPECT, says since when and how many, and whether it came back", () => {
    const lost = { type: "lost", worker: "a", t: 9, lost: 2, blindFromS: 7 } as const;
    const rows = [{ ledger: ledgerOf(3, { succeeded: 1 }) }];
    expect(judgeRun(modelOf({}, rows, [lost]))).toEqual({
      status: "SUSPECT",
      reasons: [
        {
          code: "worker_lost",
          text: "worker lost: nothing is known of it from 7.0 s, 2 requests lost",
          worker: "a-name",
        },
      ],
    });
    const returned = { type: "returned", worker: "a", t: 10 } as const;
    const { status, reasons } = judgeRun(modelOf({}, rows, [lost, returned]));
    expect(status).toBe("SUSPECT");
    expect(reasons[0]?.text).toMatch(/0 requests lost, it came back later$/);
  });

  it("failed requests are the target's doing and leave the run VALID", () => {
    expect(verdictOf(modelOf({}, [{ ledger: ledgerOf(9, { failed: 9 }) }]))).toBe("VALID");
  });

  it("the worst decides, and every reason is shown, gravest rule first", () => {
    const rows = [{ ...delayed(8), cpu: 0.95 }];
    const refused = { type: "refused", worker: "a", count: 1 } as const;
    expect(verdictOf(modelOf({}, rows, [refused]))).toBe("INVALID loop_delay cpu late_snapshots");
  });
});
