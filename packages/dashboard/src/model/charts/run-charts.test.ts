import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { describe, expect, it } from "vitest";
import {
  frameOf,
  intervalOf,
  labelsOf,
  ledgerOf,
  workerRowOf,
} from "../../../../../test/support/snapshots.ts";
import { emptyPicture } from "../empty-picture.ts";
import type { RunPicture } from "../run-picture.ts";
import { runCharts } from "./run-charts.ts";

const series = new Map(
  (
    [
      ["ttft", "succeeded"],
      ["ttlb", "succeeded"],
      ["ttlb", "failed"],
      ["output_tps", "any"],
    ] as const
  ).map(([metric, outcome], id) => [id, { metric, labels: labelsOf(outcome) }]),
);

/** A step in which `ended` requests took a second each and `failed` failed. */
const stepOf = (index: number, length: number, ended: number, failed = 0): StepRecord => {
  const { type: _type, ...fields } = intervalOf(index, {
    histograms: [ended, ended, failed].flatMap((count, id) =>
      count === 0 ? [] : [{ id, frame: frameOf(Array.from({ length: count }, () => 1_000_000)) }],
    ),
    counters: ended === 0 ? [] : [{ id: 3, delta: ended * 64 }],
    workers: [workerRowOf("a", { users: 3, ledger: ledgerOf(4) })],
  });
  return { ...fields, length };
};

const pictureOf = (steps: readonly StepRecord[], parts: Partial<RunPicture> = {}): RunPicture => ({
  ...emptyPicture,
  series,
  steps,
  ...parts,
});

const lineOf = (chart: ReturnType<typeof runCharts>["users"], name: string) =>
  chart.lines.find((line) => line.name === name)?.values;

describe("charts over steps", () => {
  it("divide what was counted by the length of the step", () => {
    const picture = pictureOf([stepOf(0, 10, 50, 5), stepOf(10, 1, 4)]);
    const { requests, outputTokens, inputTokens } = runCharts(picture);
    expect(requests.times).toEqual([10, 11]);
    expect(lineOf(requests, "Requests")).toEqual([5.5, 4]);
    expect(lineOf(requests, "Failed")).toEqual([0.5, 0]);
    expect(lineOf(outputTokens, "Output")).toEqual([320, 256]);
    expect(inputTokens.title).toBe("Input tokens per second");
  });

  it("divide by the length of the interval that the plan asks for", () => {
    const picture = pictureOf([stepOf(2, 1, 4)], { intervalMs: 500 });
    expect(runCharts(picture).requests).toMatchObject({ times: [1.5] });
    expect(lineOf(runCharts(picture).requests, "Requests")).toEqual([8]);
  });

  it("leave a gap where a latency was not measured, and have 0 where nothing ended", () => {
    const { ttft, requests } = runCharts(pictureOf([stepOf(0, 1, 1), stepOf(1, 1, 0)]));
    expect(lineOf(ttft, "p50")).toEqual([1000, null]);
    expect(lineOf(requests, "Requests")).toEqual([1, 0]);
  });

  it("leave out lines that nobody told of", () => {
    const { outputTokens } = runCharts(pictureOf([stepOf(0, 1, 1), stepOf(1, 1, 0)]));
    expect(outputTokens.lines.map(({ values }) => values)).toEqual([[64, 0]]);
  });

  it("show the users that are wanted as steps in time", () => {
    const targets = [
      { fromS: 0, users: 20 },
      { fromS: 1.5, users: 30 },
    ];
    const steps = [stepOf(0, 1, 0), stepOf(1, 1, 0), stepOf(2, 1, 0)];
    const { users } = runCharts(pictureOf(steps, { targets }));
    expect(lineOf(users, "Wanted")).toEqual([20, 30, 30]);
    expect(lineOf(users, "Users")).toEqual([3, 3, 3]);
    expect(lineOf(users, "In flight")).toEqual([4, 4, 4]);
  });

  it("say why there is nothing to draw", () => {
    expect(runCharts(pictureOf([])).ttft.empty).toBe("Nothing was measured yet.");
    const { tpot, ttftHeat, users } = runCharts(pictureOf([stepOf(0, 1, 0)]));
    expect([tpot.empty, ttftHeat.empty, users.empty]).toEqual([
      "No request has had this so far.",
      "No request has had this so far.",
      null,
    ]);
  });

  it("are the same object until a step changes", () => {
    const picture = pictureOf([stepOf(0, 1, 1)]);
    expect(runCharts({ ...picture, connection: "lost" })).toBe(runCharts(picture));
    expect(runCharts({ ...picture, steps: [...picture.steps] })).not.toBe(runCharts(picture));
  });

  it("map every request to its band and step, per second", () => {
    const { ttftHeat } = runCharts(pictureOf([stepOf(0, 10, 50), stepOf(10, 1, 2)]));
    expect(ttftHeat.columns).toEqual([
      { fromS: 0, toS: 10 },
      { fromS: 10, toS: 11 },
    ]);
    expect(ttftHeat.cells).toEqual([[5], [2]]);
    expect(ttftHeat.most).toBe(5);
    expect(ttftHeat.edgesMs).toHaveLength(2);
    const [low = 0, high = 0] = ttftHeat.edgesMs;
    expect(low).toBeLessThanOrEqual(1_000);
    expect(high).toBeGreaterThan(1_000);
  });
});
