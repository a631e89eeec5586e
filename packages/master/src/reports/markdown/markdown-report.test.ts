import { expect, it } from "vitest";
import { exampleResult } from "../../../../../test/support/example-result.ts";
import { markdownReport } from "./markdown-report.ts";
import { plainText } from "./markdown-text.ts";

const sectionsOf = (page: string): string[] =>
  [...page.matchAll(/^## (.+)$/gmu)].map(([, title = ""]) => title);

/** Cells of a row, at pipes that are not escaped. */
const cellsOf = (row: string): string[] => row.split(/(?<!\\)\|/u).slice(1, -1);

it("says first whether the numbers can be trusted, and why not", () => {
  const [title, , verdict, , reason] = markdownReport(exampleResult()).split("\n");
  expect(title).toBe("# gadfly run 20261122-043535-k3f9");
  expect(verdict).toBe("**SUSPECT**: the generator may have distorted these numbers");
  expect(reason).toMatch(/^- gpu-box-2: the worker was lost .* \(`worker\\?_lost`\)$/u);
});

it("has a section for everything that the result tells, and none for what it does not", () => {
  expect(sectionsOf(markdownReport(exampleResult()))).toEqual([
    "Objectives",
    "Latency and tokens",
    "Throughput",
    "Failed requests",
    "Ledger",
    "Errors",
    "Warnings",
    "Events",
    "Workers",
  ]);
  const quiet = { ...exampleResult(), slo: [], failed: {}, errors: [], warnings: [], events: [] };
  expect(sectionsOf(markdownReport(quiet))).toEqual([
    "Latency and tokens",
    "Throughput",
    "Ledger",
    "Workers",
  ]);
});

it("gives the remedy beside each warning", () => {
  expect(markdownReport(exampleResult())).toContain("| Nothing is lost; the server's stream");
});

it("points out a ledger that does not add up", () => {
  const { ledger } = exampleResult();
  const page = markdownReport({ ...exampleResult(), ledger: { ...ledger, succeeded: 1 } });
  expect(page).toContain("does not add up");
});

it("keeps what servers and users wrote from becoming markup", () => {
  const hostile = "a|b <img src=x> [link](http://e) `code` *bold* @all\n# title\u001b[31m";
  const shown =
    "a\\|b \\<img src=x\\> \\[link\\](http://e) \\`code\\` \\*bold\\* &#64;all \\# title";
  expect(plainText(hostile)).toBe(shown);
  const [error] = exampleResult().errors;
  const errors = error === undefined ? [] : [{ ...error, message: hostile }];
  const page = markdownReport({ ...exampleResult(), errors });
  const row = page.split("\n").find((line) => line.includes("img src")) ?? "";
  expect(cellsOf(row)).toHaveLength(4);
});

it.each([
  ["- item", "\\- item"],
  ["1. item", "1\\. item"],
  ["0.1.0", "0.1.0"],
])("keeps %s from beginning a list", (given, shown) => {
  expect(plainText(given)).toBe(shown);
});

it("gives every row of a table as many cells as its head", () => {
  const lines = markdownReport(exampleResult()).split("\n");
  const tables = lines
    .join("\n")
    .split("\n\n")
    .filter((part) => part.startsWith("|"));
  for (const table of tables) {
    const widths = table.split("\n").map((row) => cellsOf(row).length);
    expect(new Set(widths).size).toBe(1);
  }
});

it("cuts a table that nobody would read, and says so", () => {
  const events = Array.from({ length: 250 }, (_, t) => ({ t, kind: "workerJoined", text: "in" }));
  const page = markdownReport({ ...exampleResult(), events });
  expect(page.match(/workerJoined/gu)).toHaveLength(100);
  expect(page).toContain("and 150 more in the result document");
});
