import { describe, expect, it } from "vitest";
import { type Axis, decades, placeOn } from "./axis.ts";
import { drawCpuFigure, drawLoopDelayFigure } from "./figures.ts";
import { groupNames } from "./point.ts";
import { pointOf } from "./point-example.ts";

const axisOf = (from: number, to: number, isLogarithmic: boolean): Axis => ({
  title: "",
  from,
  to,
  isLogarithmic,
  ticks: [],
  textOf: String,
});

describe("an axis", () => {
  it.each([
    ["logarithmic", axisOf(1, 100, true), 10, 0.5],
    ["linear", axisOf(0, 200, false), 50, 0.25],
    ["at its start, for what lies below", axisOf(1, 100, true), 0, 0],
    ["at its end, for what lies above", axisOf(0, 1, false), 7, 1],
  ])("has a place for a value: %s", (_what, axis, value, place) => {
    expect(placeOn(axis, value)).toBeCloseTo(place);
  });

  it("marks powers of ten around its values, two at least", () => {
    expect(decades(0.02, 3)).toEqual([0.01, 0.1, 1, 10]);
    expect(decades(1, 1)).toEqual([1, 10]);
  });
});

describe("the figures", () => {
  const points = groupNames.map((group) => pointOf({ group, label: `${group} <&>` }));

  it.each([
    ["loop delay", drawLoopDelayFigure],
    ["CPU", drawCpuFigure],
  ])("show every point, both limits and a legend: %s", (_what, draw) => {
    const svg = draw(points);
    expect(svg.match(/class="mark/g)).toHaveLength(2 * groupNames.length);
    expect(svg).toMatch(/SUSPECT \d+ %.*INVALID \d+ %/s);
    expect(svg).toContain("idle &lt;&amp;&gt;");
    expect(svg).not.toContain("NaN");
  });

  it("can be drawn without any point", () => {
    expect(drawLoopDelayFigure([])).not.toMatch(/NaN|Infinity/);
  });
});
