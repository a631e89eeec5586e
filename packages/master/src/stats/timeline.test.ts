import { describe, expect, it } from "vitest";
import {
  frameOf,
  intervalOf,
  labelsOf,
  ledgerOf,
  workerRowOf,
} from "../../../../test/support/snapshots.ts";
import type { SeriesInfo } from "./series-store.ts";
import { Timeline } from "./timeline.ts";

const infos = new Map<number, SeriesInfo>([
  [0, { metric: "ttft", labels: labelsOf() }],
  [1, { metric: "ttlb", labels: labelsOf() }],
  [2, { metric: "ttlb", labels: labelsOf("failed") }],
  [3, { metric: "output_tps", labels: labelsOf("any") }],
  [4, { metric: "input_tps", labels: labelsOf("any") }],
  [5, { metric: "ttft", labels: labelsOf("failed") }],
]);

const busy = (index: number, worker = "a") =>
  intervalOf(index, {
    histograms: [
      { id: 0, frame: frameOf([10_000, 20_000]) },
      { id: 1, frame: frameOf([30_000, 40_000, 50_000]) },
      { id: 2, frame: frameOf([1000]) },
      { id: 5, frame: frameOf([999_000]) },
    ],
    counters: [
      { id: 3, delta: 100 },
      { id: 4, delta: 900 },
    ],
    workers: [
      workerRowOf(worker, {
        users: 3,
        ledger: ledgerOf(6, { succeeded: 3, failed: 1 }),
        loopDelay: frameOf([500]),
      }),
    ],
  });

describe("timeline", () => {
  it("has a row an interval: rates per second, latencies of what did not fail", () => {
    const timeline = new Timeline(1000, infos);
    timeline.add(busy(0));
    expect(timeline.rows).toEqual([
      {
        t: 1,
        users: 3,
        workers: 1,
        inFlight: 2,
        rps: 4,
        failuresPerS: 1,
        outputTps: 100,
        ttftP50: 10.007,
        ttftP99: 20,
        tpotP50: null,
        e2eP50: null,
        e2eP99: null,
        loopDelayP99Ms: 0.5,
      },
    ]);
  });

  it("keeps rates per second when an interval is not one", () => {
    const timeline = new Timeline(500, infos);
    timeline.add(busy(0));
    timeline.add(busy(1));
    expect(timeline.rows.map(({ t, rps, outputTps }) => [t, rps, outputTps])).toEqual([
      [0.5, 8, 200],
      [1, 8, 200],
    ]);
  });

  it("has null for what a second had no sample of", () => {
    const timeline = new Timeline(1000, infos);
    timeline.add(intervalOf(0));
    expect(timeline.rows[0]).toMatchObject({ users: 0, rps: 0, ttftP50: null, ttftP99: null });
  });

  it("adds an amendment to its row", () => {
    const timeline = new Timeline(1000, infos);
    timeline.add(busy(0));
    timeline.add(busy(1));
    timeline.add({ ...busy(0, "b") });
    expect(timeline.rows[0]).toMatchObject({ workers: 2, users: 6, inFlight: 4, rps: 8 });
    expect(timeline.rows[1]).toMatchObject({ workers: 1, users: 3, rps: 4 });
  });

  it("counts a worker with two snapshots in one interval once", () => {
    const timeline = new Timeline(1000, infos);
    timeline.add(busy(0));
    timeline.add(busy(0));
    expect(timeline.rows[0]).toMatchObject({ workers: 1, users: 3, rps: 8 });
  });

  it("counts no users of a worker whose users others ran by then, only what it measured", () => {
    const timeline = new Timeline(1000, infos);
    timeline.add(busy(0, "a"));
    timeline.add(busy(0, "b"), (worker) => worker === "b");
    expect(timeline.rows[0]).toMatchObject({ workers: 1, users: 3, inFlight: 4, rps: 8 });
  });

  it("never loses a row to an amendment, however late it comes", () => {
    // A worker that was away for minutes sends again what it had written before.
    const timeline = new Timeline(1000, infos);
    for (let index = 0; index < 300; index++) timeline.add(busy(index));
    timeline.add(busy(2, "b"));
    expect(timeline.rows).toHaveLength(300);
    expect(timeline.rows[2]).toMatchObject({
      t: 3,
      workers: 2,
      users: 6,
      inFlight: 4,
      rps: 8,
      failuresPerS: 2,
      outputTps: 200,
      ttftP99: 20,
    });
  });
});
