import { describe, expect, it } from "vitest";
import type { SuiteResult, Target } from "../suite.ts";
import { toFigure } from "./figures.ts";
import type { OpenResult } from "./open-result.ts";
import { describePerformanceMarkdown } from "./performance-page.ts";

const target: Target = {
  name: "cpu_per_event",
  text: "processor time per event over the floor",
  limit: 2.8,
  direction: "atMost",
  value: 2.14,
  isJudged: true,
};

const result: SuiteResult = {
  suite: "events",
  title: "Cost of a streamed event",
  method: "Each contender in turn reads streams.",
  rows: [
    { label: "floor", figures: [toFigure("CPU per event", "µs", [9, 7, 8])] },
    {
      label: "gadfly",
      figures: [
        toFigure("CPU per event", "µs", [18, 17, 16]),
        toFigure("over the floor", "×", [2, 2.43, 2]),
      ],
    },
  ],
  targets: [target],
  command: "npm run bench -- events",
};

const open: OpenResult = {
  machine: {
    cores: 2,
    cpuModel: "A | Processor",
    memoryGiB: 24,
    kernel: "Linux 6.1.0",
    canPin: true,
  },
  versions: {
    gadfly: "0.1.0",
    node: "v20.20.2",
    compiler: "gcc 12.2.0",
    python: null,
    aiohttp: null,
  },
  takenAt: "2026-11-22",
  command: "npm run bench -- events --rounds 3",
  rounds: 3,
  lostShare: { before: 0.004, after: 0.011 },
  result,
};

const withTarget = (changes: Partial<Target>): OpenResult => ({
  ...open,
  result: { ...result, targets: [{ ...target, ...changes }] },
});

describe("describePerformanceMarkdown", () => {
  const page = describePerformanceMarkdown([open]);

  it("gives each figure with its median and its range", () => {
    expect(page).toContain("| floor | 8.00 (7.00–9.00) |  |");
    expect(page).toContain("| gadfly | 17.0 (16.0–18.0) | 2.00 (2.00–2.43) |");
  });

  it("names the unit in the heading of each column", () => {
    expect(page).toContain("|  | CPU per event, µs | over the floor, × |");
  });

  it("says what was measured, when, how often and with which command", () => {
    expect(page).toContain("Each contender in turn reads streams.");
    expect(page).toContain("Taken on 2026-11-22 in 3 rounds.");
    expect(page).toContain("lost at most 1.1 % of its time");
    expect(page).toContain("```\nnpm run bench -- events --rounds 3\n```");
  });

  it("names the machine and the versions once for all suites that share them", () => {
    const other = { ...open, result: { ...result, suite: "requests" } };
    const shared = describePerformanceMarkdown([open, other]);
    expect(shared.match(/Linux 6\.1\.0/g)).toHaveLength(1);
    expect(shared).toContain(
      "gadfly 0.1.0, Node v20.20.2 | gcc 12.2.0 | none | events, requests |",
    );
  });

  it("keeps a bar in a text from cutting a table", () => {
    expect(page).toContain("A \\| Processor");
  });

  it.each([
    [{}, "| at most 2.80 | 2.14 | reached |"],
    [{ value: 3 }, "| at most 2.80 | 3.00 | missed |"],
    [{ direction: "atLeast" as const }, "| at least 2.80 | 2.14 | missed |"],
    [{ isJudged: false, note: "no compiler" }, "| 2.14 | not judged: no compiler |"],
    [{ value: null, isJudged: false, note: "no aiohttp" }, "|  | not judged: no aiohttp |"],
  ])("shows what became of a target with %j", (changes, line) => {
    expect(describePerformanceMarkdown([withTarget(changes)])).toContain(line);
  });

  it("says so when nothing was measured", () => {
    expect(describePerformanceMarkdown([])).toContain("No suite has been measured yet.");
  });
});
