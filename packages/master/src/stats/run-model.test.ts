import { describe, expect, it } from "vitest";
import type { Plan } from "@gadfly/shared/plan/plan";
import {
  frameOf,
  intervalOf,
  labelsOf,
  ledgerOf,
  oneOfEachRecord,
  openOf,
  planOf,
  seriesOf,
  workerOf,
  workerRowOf,
} from "../../../../test/support/snapshots.ts";
import type { JournalRecord } from "../journal/journal-record.ts";
import { buildResult } from "./result-builder.ts";
import { foldRecords, RunModel } from "./run-model.ts";

const modelOf = (plan: Partial<Plan>, ...records: JournalRecord[]): RunModel => {
  const model = new RunModel(openOf(plan));
  for (const record of [workerOf("a"), seriesOf(0, "ttlb"), ...records]) model.apply(record);
  return model;
};

const phaseOf = (t: number, phase: "running" | "stopping" | "drained"): JournalRecord => ({
  type: "phase",
  t,
  phase,
  users: 1,
});

const error = { kind: "reset", message: "m", count: 1, firstSeenMs: 10, lastSeenMs: 20 };

/** One request, one error and one warning in an interval. */
const busy = (index: number) =>
  intervalOf(index, {
    histograms: [{ id: 0, frame: frameOf([1000]) }],
    errors: [{ ...error, firstSeenMs: index * 1000, lastSeenMs: index * 1000 }],
    warnings: [{ code: "w", count: 1 }],
    coalesced: 1,
    tokenSources: { usage: 1, events: 1 },
    workers: [workerRowOf("a", { ledger: ledgerOf(index + 1, { succeeded: index + 1 }) })],
  });

const counts = ({ all, steady, warmup }: RunModel) =>
  [all, steady, warmup].map(({ store }) => store.sumOf("ttlb", () => true).count);

describe("windows of a run", () => {
  const intervals = [0, 1, 2, 3, 4, 5].map(busy);

  it("has everything in the first, and in the warm-up until the ramp is over", () => {
    expect(counts(modelOf({}, ...intervals))).toEqual([6, 0, 6]);
  });

  it("has in the steady one only intervals that lie between ramp and stop as a whole", () => {
    const model = modelOf(
      {},
      ...intervals.slice(0, 2),
      phaseOf(1.4, "running"),
      ...intervals.slice(2, 4),
      phaseOf(4.6, "stopping"),
      ...intervals.slice(4),
    );
    expect(counts(model)).toEqual([6, 2, 2]);
    expect(model.steady).toMatchObject({ fromS: 2, toS: 4 });
  });

  it.each([
    [500, 1.2, 1.5],
    [2000, 1.2, 2],
    [1000, 2, 2],
    [250, 1.2, 1.25],
  ])("begins the steady one with an interval, of %d ms", (intervalMs, t, fromS) => {
    expect(modelOf({ intervalMs }, phaseOf(t, "running")).steady.fromS).toBe(fromS);
  });

  const changeOf = (
    t: number,
    change: { users?: number; spawnRate?: number } = {},
  ): JournalRecord => ({ type: "event", t, kind: "loadChanged", text: "changed", ...change });

  it("begins the steady one anew when the last ramp has ended", () => {
    const ramped = [phaseOf(0.5, "running"), ...intervals.slice(0, 3), changeOf(3, { users: 9 })];
    const ramping = modelOf({}, ...ramped, ...intervals.slice(3, 4));
    expect([counts(ramping), ramping.steady.toS]).toEqual([[4, 0, 4], 0]);
    const model = modelOf(
      {},
      ...ramped,
      ...intervals.slice(3, 4),
      phaseOf(4, "running"),
      ...intervals.slice(4),
    );
    expect([counts(model), model.firstRampedS]).toEqual([[6, 2, 4], 0.5]);
    expect(model.steady).toMatchObject({ fromS: 4, toS: 6 });
    expect(buildResult(model).windows.map(({ name, fromS, toS }) => [name, fromS, toS])).toEqual([
      ["all", 0, 6],
      ["steady", 4, 6],
      ["warmup", 0, 4],
    ]);
  });

  it("keeps the steady one when only the rate of later users changes", () => {
    const change = changeOf(3, { spawnRate: 2 });
    const model = modelOf({}, phaseOf(1, "running"), change, phaseOf(3, "running"));
    expect(model.steady.fromS).toBe(1);
  });

  it("reads a change of users that is told in words alone as one", () => {
    const model = modelOf({}, phaseOf(1, "running"), changeOf(3), phaseOf(5, "running"));
    expect(model.steady.fromS).toBe(5);
  });

  it("knows the users of the start, the last and the most", () => {
    const { load } = planOf();
    const model = modelOf(
      { load: { ...load, users: 10 } },
      changeOf(1, { users: 30 }),
      changeOf(2, { users: 6 }),
    );
    expect(buildResult(model).run.users).toEqual({ start: 10, last: 6, most: 30, changes: 2 });
  });

  it("sorts a late interval into the window of its own time", () => {
    const model = modelOf({}, busy(0), phaseOf(1, "running"), busy(1));
    model.apply({ ...busy(0), type: "amend" });
    expect(counts(model)).toEqual([3, 1, 2]);
  });
});

describe("elapsed time of a run", () => {
  it("is that of the last interval while it runs, then that of the stop", () => {
    const model = modelOf({}, busy(0), busy(1));
    expect(model.elapsedS).toBe(2);
    model.apply(phaseOf(2.5, "stopping"));
    model.apply(busy(2));
    expect([model.elapsedS, model.measuredS]).toEqual([2.5, 2.5]);
  });

  it("includes the drain when requests may end in it", () => {
    const given = [phaseOf(2.5, "stopping"), phaseOf(4, "drained")];
    expect(modelOf({ stopTimeoutMs: 0 }, ...given).elapsedS).toBe(2.5);
    expect(modelOf({ stopTimeoutMs: 10 }, ...given).elapsedS).toBe(4);
  });

  it("is zero before anything, and for a run that was stopped before its time zero", () => {
    expect(modelOf({})).toMatchObject({ elapsedS: 0, measuredS: 0 });
    expect(modelOf({}, phaseOf(-0.1, "stopping"))).toMatchObject({ elapsedS: 0, measuredS: 0 });
  });
});

describe("reset of the statistics", () => {
  const reset = { type: "reset", t: 1.3 } as const;

  it("forgets what was before, and begins with the next whole interval", () => {
    const model = modelOf({}, busy(0), busy(1), reset, busy(2));
    expect(counts(model)[0]).toBe(1);
    expect(model.all.fromS).toBe(2);
    expect(model.errors.size).toBe(1);
    expect(model).toMatchObject({ coalesced: 1, tokenSources: { usage: 1, events: 1 } });
    expect(model.measuredS).toBe(1);
  });

  it("counts nothing of an earlier interval that is closed only after it", () => {
    const model = modelOf({}, reset, busy(0), busy(1));
    expect(counts(model)[0]).toBe(0);
    expect(model.errors.size).toBe(0);
    expect(model.warnings.size).toBe(0);
    expect(model).toMatchObject({ coalesced: 0, tokenSources: { usage: 0, events: 0 } });
  });

  it("forgets how busy the workers were: the verdict is on what is measured", () => {
    const before = modelOf({}, busy(0), busy(1));
    const after = modelOf({}, busy(0), busy(1), reset);
    expect(before.workers.get("a")).toMatchObject({ intervals: 2, wholeIntervals: 2 });
    expect(after.workers.get("a")).toMatchObject({ intervals: 0, wholeIntervals: 0, cpu: null });
  });

  it("leaves the ledger alone: no request is forgotten", () => {
    const model = modelOf({}, busy(0), reset);
    expect(model.workers.get("a")?.ledger.started).toBe(1);
  });
});

describe("what happened to a run", () => {
  it("joins failures with the same text over intervals", () => {
    const model = modelOf({}, busy(0), busy(1), busy(2));
    expect([...model.errors.values()]).toEqual([
      { ...error, count: 3, firstSeenMs: 0, lastSeenMs: 2000 },
    ]);
    expect(model.warnings.get("w")).toBe(3);
  });

  it("names workers by their names", () => {
    const finding = { code: "c", text: "t" };
    const model = modelOf(
      {},
      { type: "event", t: 1, kind: "k", text: "with", worker: "a" },
      { type: "event", t: 2, kind: "k", text: "without" },
      { type: "event", t: 3, kind: "k", text: "unknown", worker: "zzz" },
      { type: "preflight", worker: "a", model: "m", posts: 2, findings: [finding, finding] },
      { type: "preflight", worker: "b", model: "m", posts: 1, findings: [finding] },
    );
    expect(model.events).toEqual([
      { t: 1, kind: "k", text: "with", worker: "a-name" },
      { t: 2, kind: "k", text: "without" },
      { t: 3, kind: "k", text: "unknown" },
    ]);
    expect(model.findings).toEqual([{ ...finding, worker: "a-name" }]);
    expect(model).toMatchObject({ posts: 3, model: "m" });
  });

  it("knows a worker as lost again after it had returned", () => {
    const lost = { type: "lost", worker: "a", t: 3, lost: 0, blindFromS: 2 } as const;
    const model = modelOf({}, lost, { type: "returned", worker: "a", t: 4 });
    expect(model.workers.get("a")).toMatchObject({ hasReturned: true });
    model.apply({ ...lost, blindFromS: 7 });
    expect(model.workers.get("a")).toMatchObject({
      hasReturned: false,
      lost: { blindFromS: 7 },
    });
  });

  it("shows users of a worker in no second that it was away at the end of, though it tells later", () => {
    const rowOf = (index: number): JournalRecord => ({
      ...intervalOf(index, { workers: [workerRowOf("a", { users: 3 })] }),
      type: "amend",
    });
    const model = modelOf(
      {},
      rowOf(0),
      { type: "lost", worker: "a", t: 1.5, lost: 0, blindFromS: 1 },
      { type: "returned", worker: "a", t: 3.2 },
      rowOf(1),
      rowOf(2),
      rowOf(3),
    );
    expect(model.timeline.rows.map(({ users }) => users)).toEqual([3, 0, 0, 3]);
  });

  it("does not mind records about workers that it does not know", () => {
    const stranger = { worker: "stranger", t: 1 };
    const model = modelOf(
      {},
      { type: "lost", ...stranger, lost: 1, blindFromS: 0 },
      { type: "returned", ...stranger },
      intervalOf(0, { workers: [workerRowOf("stranger")] }),
    );
    expect([...model.workers.keys()]).toEqual(["a"]);
  });
});

describe("fold of a journal", () => {
  it("takes one record of every type", () => {
    const model = foldRecords(oneOfEachRecord());
    expect(model?.end).toEqual({ reason: "completed", exitCode: 0, t: 5, trouble: null });
    expect(model?.startedAt).toBe("2026-11-22T04:35:36.000Z");
    expect(model?.refusedSnapshots).toBe(1);
    expect(model?.infos.get(0)).toEqual({ metric: "ttft", labels: labelsOf() });
  });

  it("is nothing without the first record", () => {
    expect(foldRecords([])).toBeNull();
    expect(foldRecords(oneOfEachRecord().slice(1))).toBeNull();
  });

  it("is a whole state after any number of records", () => {
    const records = oneOfEachRecord();
    for (let count = 1; count <= records.length; count++)
      expect(foldRecords(records.slice(0, count))).toBeInstanceOf(RunModel);
  });
});
