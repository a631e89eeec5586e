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
import { verdictLimits } from "./verdict-limits.ts";
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

/** Histograms keep three digits: so much beside a limit is safely on one side of it. */
const justBelow = 0.998;
const justAbove = 1.002;

describe.each(["SUSPECT", "INVALID"] as const)("loop delay, %s", (severity) => {
  const { floorMs, shareOfMedian } = verdictLimits.loopDelay[severity];
  const below = severity === "SUSPECT" ? "VALID" : "SUSPECT loop_delay";
  const above = `${severity} loop_delay`;
  const shortUs = (floorMs / shareOfMedian) * 500;
  const longUs = (floorMs / shareOfMedian) * 3000;

  it.each([
    ["below the floor with fast answers", { ttft: [shortUs] }, floorMs * justBelow, below],
    ["at the floor with fast answers", { ttft: [shortUs] }, floorMs, below],
    ["above the floor with fast answers", { ttft: [shortUs] }, floorMs * justAbove, above],
    ["above the floor without any answer", {}, floorMs * justAbove, above],
    ["above the floor and below the share", { ttft: [longUs] }, floorMs * 2.9, below],
    ["at the share of the median", { ttft: [longUs] }, floorMs * 3 * justBelow, below],
    ["above the share of the median", { ttft: [longUs] }, floorMs * 3 * justAbove, above],
    [
      "above the share of the smaller median, the gap's",
      { ttft: [longUs * 9], chunk_gap: [longUs], e2e: [longUs * 90] },
      floorMs * 3 * justAbove,
      above,
    ],
    ["below the share of e2e, of answers in one piece", { e2e: [longUs] }, floorMs * 2.9, below],
    ["above the share of e2e, too", { e2e: [longUs] }, floorMs * 3 * justAbove, above],
  ])("%s", (_what, samples: Samples, delayMs, verdict) => {
    expect(verdictOf(modelOf(samples, [delayed(delayMs)]))).toBe(verdict);
  });
});

describe("loop delay", () => {
  it("goes by the 99th percentile, and names worker, figure and limit", () => {
    const calm = { loopDelay: frameOf([...Array<number>(99).fill(100), 80_000]) };
    expect(verdictOf(modelOf({ ttft: [1000] }, [calm]))).toBe("VALID");
    const { floorMs } = verdictLimits.loopDelay.SUSPECT;
    expect(judgeRun(modelOf({ ttft: [1000] }, [delayed(floorMs * 1.5)])).reasons).toEqual([
      {
        code: "loop_delay",
        text: `event loop late by ${(floorMs * 1.5).toFixed(1)} ms at p99, SUSPECT over ${floorMs.toFixed(1)} ms`,
        worker: "a-name",
      },
    ]);
  });
});

describe.each(["SUSPECT", "INVALID"] as const)("CPU, %s", (severity) => {
  const { core, share } = verdictLimits.cpu[severity];
  const of = 40;
  const enough = Math.ceil(share * of);
  const below = severity === "SUSPECT" ? "VALID" : "SUSPECT cpu";
  const above = `${severity} cpu`;

  it("above the limit in too few intervals is not enough", () => {
    expect(verdictOf(modelOf({}, cpuRows(core + 0.01, enough - 1, of)))).not.toBe(above);
  });

  it.each([
    ["at the limit all the time", cpuRows(core, of, of), below],
    ["above the limit in just enough intervals", cpuRows(core + 0.01, enough, of), above],
    ["above the limit all the time", cpuRows(core + 0.01, of, of), above],
    ["above the limit in one interval of a short run", cpuRows(1.2, 1, 3), "VALID"],
    ["above the limit in two intervals of a short run", cpuRows(1.2, 2, 3), "INVALID cpu"],
  ])("%s", (_what, rows, verdict) => {
    expect(verdictOf(modelOf({}, rows))).toBe(verdict);
  });
});

describe("CPU", () => {
  it("of the last interval does not count: it is short, and full of clearing up", () => {
    const last = { cpu: 1, final: true };
    expect(verdictOf(modelOf({}, [{}, { cpu: 1 }, last]))).toBe("VALID");
  });

  it("is told with its limit and how often it was above it", () => {
    const [reason] = judgeRun(modelOf({}, cpuRows(1, 5, 10))).reasons;
    const limit = Math.round(verdictLimits.cpu.INVALID.core * 100);
    expect(reason?.text).toBe(`CPU above ${limit} % in 50 % of intervals`);
  });
});

describe("schedule lag", () => {
  const { floorMs, shareOfMedian } = verdictLimits.scheduleLag.SUSPECT;
  const all = (milliseconds: number) => Array<number>(1000).fill(milliseconds * 1000);
  const medianMs = (floorMs / shareOfMedian) * 2;
  const above = "SUSPECT schedule_lag";

  it.each([
    ["below the floor", { schedule_lag: all(floorMs * justBelow) }, "VALID"],
    ["at the floor", { schedule_lag: all(floorMs) }, "VALID"],
    ["above the floor", { schedule_lag: all(floorMs * justAbove) }, above],
    [
      "at the share of the smallest median",
      { schedule_lag: all(floorMs * 2 * justBelow), ttft: [medianMs * 1000] },
      "VALID",
    ],
    [
      "above the share of the smallest median",
      { schedule_lag: all(floorMs * 2 * justAbove), ttft: [medianMs * 1000] },
      above,
    ],
    [
      "above the floor for want of a connection",
      { schedule_lag: all(floorMs + 40), connect: [45_000] },
      "VALID",
    ],
    [
      "above the floor and the time to connect",
      { schedule_lag: all(floorMs + 40), connect: [30_000] },
      above,
    ],
    ["of too few requests to be more than a hiccup", { schedule_lag: [500_000] }, "VALID"],
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
          text: "worker lost: nothing is known of it from 7s, 2 requests lost",
          worker: "a-name",
        },
      ],
    });
    const returned = { type: "returned", worker: "a", t: 10 } as const;
    const { status, reasons } = judgeRun(modelOf({}, rows, [lost, returned]));
    expect(status).toBe("SUSPECT");
    expect(reasons[0]?.text).toMatch(/0 requests lost, it came back later$/);
    const whole = [{ ...rows[0], final: true }];
    expect(judgeRun(modelOf({}, whole, [lost, returned])).reasons[0]?.text).toBe(
      "worker lost for a while: it came back and reported everything",
    );
  });

  it("failed requests are the target's doing and leave the run VALID", () => {
    expect(verdictOf(modelOf({}, [{ ledger: ledgerOf(9, { failed: 9 }) }]))).toBe("VALID");
  });

  it("the worst decides, and every reason is shown, gravest rule first", () => {
    const late = delayed(verdictLimits.loopDelay.SUSPECT.floorMs * 1.2);
    const rows = [late, late].map((row) => ({ ...row, cpu: 1 }));
    const refused = { type: "refused", worker: "a", count: 1 } as const;
    expect(verdictOf(modelOf({}, rows, [refused]))).toBe("INVALID loop_delay cpu late_snapshots");
  });
});
