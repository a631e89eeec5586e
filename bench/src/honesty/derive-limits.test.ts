import { describe, expect, it } from "vitest";
import { deriveLimits, type LimitRow } from "./derive-limits.ts";
import { pointOf, wrongBy } from "./point-example.ts";
import { describePoints } from "./summary-text.ts";

const rowOf = (rows: readonly LimitRow[], rule: string, severity: string): LimitRow | undefined =>
  rows.find((row) => row.rule === rule && row.severity === severity);

/** The error is as large as the delay; medians are 100 ms. */
const points = [2, 4, 8, 12.5, 20, 40, 62.5, 90, 200].map((delayMs) =>
  wrongBy(delayMs, { loopDelayP99Ms: delayMs, scheduleLagP99Ms: delayMs * 2, group: "pause" }),
);

describe("limits from points", () => {
  it("lie where the error becomes intolerable", () => {
    const rows = deriveLimits(points);
    expect(rowOf(rows, "loop_delay", "SUSPECT")).toMatchObject({
      derivedShare: 0.1,
      derivedFloorMs: 5,
      derived: { missed: 0, falseAlarms: 0 },
    });
    expect(rowOf(rows, "loop_delay", "INVALID")).toMatchObject({
      derivedShare: 0.5,
      derivedFloorMs: 25,
    });
    expect(rowOf(rows, "schedule_lag", "SUSPECT")).toMatchObject({ derivedShare: 0.2 });
  });

  it("say of the line in force what it gets wrong, with its floor", () => {
    const quiet = [wrongBy(1, { loopDelayP99Ms: 4 }), wrongBy(900, { loopDelayP99Ms: 4 })];
    const row = rowOf(deriveLimits(quiet), "loop_delay", "SUSPECT");
    expect(row?.inForce).toMatchObject({ missed: 1, falseAlarms: 0 });
  });

  it("take CPU from runs that nothing disturbed", () => {
    const own = [0.2, 0.5, 0.8, 0.98].map((cpuMean) =>
      wrongBy(cpuMean > 0.7 ? 90 : 1, { cpuMean, group: "streams" }),
    );
    const rows = deriveLimits([...points, ...own]);
    expect(rowOf(rows, "cpu", "SUSPECT")).toMatchObject({ derivedShare: 0.63 });
  });

  it("are not derived where nothing went wrong", () => {
    const [row] = deriveLimits([pointOf(), pointOf()]);
    expect(row).toMatchObject({ derivedShare: null, derivedFloorMs: null, derived: null });
  });
});

describe("the summary of points", () => {
  it("ranks the numbers, gives the limits, and counts the verdicts", () => {
    const text = describePoints(points);
    expect(text).toContain("median 1.00, nine of ten runs 1.00 to 1.00.");
    expect(text).toContain("loop delay p99, share of median      1.000  0 missed, 0 false alarms");
    expect(text).toContain("derived 10 % and 5 ms (0 missed, 0 false alarms)");
    expect(text).toContain("deserved VALID:     VALID 3, SUSPECT 0, INVALID 0");
    expect(text).toContain("deserved INVALID:   VALID 3, SUSPECT 0, INVALID 0");
  });

  it("says where points tell nothing", () => {
    expect(describePoints([pointOf()])).toContain("not to be derived from these points");
  });
});
