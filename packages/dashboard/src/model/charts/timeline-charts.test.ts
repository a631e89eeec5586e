import { describe, expect, it } from "vitest";
import type { TimelineRow } from "@gadfly/shared/result/result-rows";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { exampleResult } from "../../../../../test/support/example-result.ts";
import { emptyPicture } from "../empty-picture.ts";
import { resultWithoutSteps, timelineCharts } from "./timeline-charts.ts";

const row: TimelineRow = {
  t: 1,
  users: 3,
  workers: 1,
  inFlight: 2,
  rps: 5,
  failuresPerS: 1,
  outputTps: 40,
  ttftP50: 10,
  ttftP99: 20,
  tpotP50: null,
  e2eP50: 30,
  e2eP99: 60,
  loopDelayP99Ms: 0.5,
};

const resultOf = (timeline: TimelineRow[]): ResultDocument => ({ ...exampleResult(), timeline });

const chartOf = (result: ResultDocument, title: RegExp) =>
  timelineCharts(result).find((chart) => title.test(chart.title));

describe("the charts of a timeline", () => {
  it("draw each row at its second, with a gap where nothing was measured", () => {
    const result = resultOf([row, { ...row, t: 2, ttftP50: null, rps: 0 }]);
    expect(chartOf(result, /time to first token/i)).toMatchObject({
      unit: "ms",
      times: [1, 2],
      lines: [
        { name: "p50", values: [10, null] },
        { name: "p99", values: [20, 20] },
      ],
      empty: null,
    });
    expect(chartOf(result, /Requests per second/)?.lines[0]?.values).toEqual([5, 0]);
  });

  it("say of what the result holds nothing", () => {
    const tpot = chartOf(resultOf([row]), /per output token/i);
    expect(tpot?.empty).toMatch(/^This result holds no seconds with .*output token/i);
    const none = timelineCharts(resultOf([])).map(({ empty }) => empty);
    expect(none).toHaveLength(7);
    for (const text of none) expect(text).toMatch(/^This result holds no .+\.$/);
  });

  it("stand where a report has a result and no step", () => {
    const result = resultOf([row]);
    const report = { result, notes: [] };
    expect(resultWithoutSteps({ ...emptyPicture, report })).toBe(result);
    expect(resultWithoutSteps(emptyPicture)).toBeNull();
  });
});
