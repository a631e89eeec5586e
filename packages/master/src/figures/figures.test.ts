import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SystemLevels } from "@gadfly/shared/compare/compare-document";
import { curveFigure } from "./curve-figure.ts";
import { renderFigures } from "./figure.ts";
import { levelFigures } from "./level-figures.ts";
import {
  levelScale,
  linearScale,
  logScale,
  percentileScale,
  type Scale,
  valueScale,
} from "./scale.ts";

const levelOf = (concurrency: number, qps: number | null) => ({
  concurrency,
  qps,
  latencyS: 1,
  throughput: 100,
  failed: 0,
  p50S: 1,
  p90S: 2,
  timeS: 30,
});

describe("scales", () => {
  it("end at a round number above the largest", () => {
    expect(linearScale([3, 97]).ticks.map(({ label }) => label)).toEqual([
      "0",
      "20",
      "40",
      "60",
      "80",
      "100",
    ]);
    expect(linearScale([]).ticks.at(-1)?.value).toBe(1);
    expect(linearScale([12_400]).ticks.at(-1)?.label).toBe("12,500");
  });

  it("take powers of ten where values are far apart", () => {
    expect(valueScale([1, 100]).ticks.map(({ label }) => label)).toEqual(["1", "10", "100"]);
    expect(valueScale([0, 2, 30]).ticks[0]?.value).toBe(0);
    expect(logScale([0.5, 0]).place(0)).toBe(0);
  });

  it("have a tick for each level, as far as their labels do not touch", () => {
    const ticks = levelScale([4, 8, 16, 32, 64, 128, 256, 512, 1000, 4]).ticks;
    expect(ticks.map(({ value }) => value)).toEqual([4, 8, 16, 32, 64, 128, 256, 512, 1000]);
    expect(levelScale([500, 501, 502]).ticks).toHaveLength(3);
    expect(levelScale([7]).place(7)).toBe(0.5);
  });

  it("give the tail of percentiles the room", () => {
    const scale = percentileScale(0.999);
    expect([0, 0.9, 0.99, 0.999].map((q) => Math.round(scale.place(q) * 300))).toEqual([
      0, 100, 200, 300,
    ]);
  });

  const isInside = (scale: Scale, values: readonly number[]): boolean =>
    values.map((value) => scale.place(value)).every((place) => place >= -1e-9 && place <= 1 + 1e-9);

  it("keep every value between the ends of the axis", () => {
    const values = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1 });
    const levels = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1 });
    fc.assert(
      fc.property(values, levels, (given, concurrencies) => {
        expect(isInside(valueScale(given), given)).toBe(true);
        expect(isInside(linearScale(given), given)).toBe(true);
        expect(isInside(levelScale(concurrencies), concurrencies)).toBe(true);
      }),
    );
  });
});

describe("figures by level", () => {
  const systems: SystemLevels[] = [
    { name: "vLLM", levels: [levelOf(4, 1), levelOf(8, 2), levelOf(16, 3)] },
    { name: "MindIE", levels: [levelOf(4, 3), levelOf(8, null), levelOf(16, 5)] },
    { name: "SGLang", levels: [levelOf(4, 2), levelOf(8, 4)] },
  ];

  it("are the 2 × 2 and the 2 × 3", () => {
    const figures = levelFigures(systems, "T4");
    expect(figures.map(({ columns, panels }) => [columns, panels.length])).toEqual([
      [2, 4],
      [3, 6],
    ]);
    expect(figures.map(({ title }) => title)).toEqual([
      "T4, by concurrency: speed and failures",
      "T4, by concurrency: with p50 and p90 of latency",
    ]);
    expect(figures[0]?.panels.map(({ title }) => title)).toEqual([
      "QPS",
      "Latency, mean",
      "Throughput",
      "Failures",
    ]);
  });

  it("leave out the 2 × 3 where no percentiles are known", () => {
    const bare = { ...levelOf(4, 1), p50S: null, p90S: null };
    expect(levelFigures([{ name: "a", levels: [bare] }], null)).toHaveLength(1);
  });

  it("draw marks and no line of a system with fewer than three levels", () => {
    const [qps] = levelFigures(systems, null)[0]?.panels ?? [];
    expect(qps?.lines.map(({ points, marks }) => [points.length, marks.length])).toEqual([
      [3, 3],
      [2, 2],
      [0, 2],
    ]);
    const [ofTwo] = levelFigures(systems.slice(2), null)[0]?.panels ?? [];
    expect([2, 4].map((value) => ofTwo?.y.place(value))).toEqual([0.5, 1]);
    const two = renderFigures(levelFigures(systems.slice(2), null));
    expect(two).not.toContain('class="line');
    expect(two).not.toContain("no data");
    expect(two).toContain('class="mark c0"');
  });

  it("draw a line for each system and leave out what was not measured", () => {
    const [qps] = levelFigures(systems, null)[0]?.panels ?? [];
    expect(qps?.lines.map(({ points }) => points.map(({ x, y }) => [x, y]))).toEqual([
      [
        [4, 1],
        [8, 2],
        [16, 3],
      ],
      [
        [4, 3],
        [16, 5],
      ],
      [],
    ]);
  });
});

describe("an SVG", () => {
  const hostile = `</title><script>alert(1)</script>"'&\u0007\u202e`;
  const svg = renderFigures([
    ...levelFigures([{ name: hostile, levels: [levelOf(4, 1), levelOf(8, 2)] }], hostile),
  ]);

  it("never turns a name into markup", () => {
    expect(svg).not.toContain("<script");
    expect(svg).not.toContain("\u0007");
    expect(svg).not.toContain("\u202e");
    expect(svg).toContain("&lt;script&gt;");
    const opened = [...svg.matchAll(/<([a-z]+)[\s>]/g)].map(([, tag]) => tag);
    expect(new Set(opened)).toEqual(new Set(["svg", "title", "style", "path", "g", "text"]));
  });

  it("holds no number that is none, and nothing that loads", () => {
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg.replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|url\(|href/);
  });

  it("follows dark mode, and tells series apart by more than colour", () => {
    expect(svg).toContain("@media screen and (prefers-color-scheme:dark)");
    const many = Array.from({ length: 7 }, (_, at) => ({
      name: String(at),
      levels: [levelOf(4, at), levelOf(8, at), levelOf(16, at)],
    }));
    expect(renderFigures(levelFigures(many, null))).toContain('class="line c0 dashed"');
  });

  it("says so where a panel has no data", () => {
    const bare = { ...levelOf(4, null), p50S: null, p90S: null };
    expect(renderFigures(levelFigures([{ name: "a", levels: [bare] }], null))).toContain("no data");
    expect(curveFigure([], [])).toBeNull();
  });
});
