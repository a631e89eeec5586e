import { describe, expect, it } from "vitest";
import { logEntries } from "./log-entries.ts";

const lines = [
  "[2026-11-22 14:26:35,000] vm/INFO/master: Waiting for workers",
  "[2026-11-22 14:26:39,751] vm/WARNING/master: worker a is silent: a/ERROR/b",
  "no shape at all",
];

describe("lines of the log", () => {
  it("are cut at their level, and nowhere else", () => {
    const [, warning] = logEntries(lines, "", false);
    expect(warning).toMatchObject({ level: "WARNING", tone: "warn" });
    expect(`${warning?.before}${warning?.level}${warning?.after}`).toBe(lines[1]);
  });

  it("stay whole without a level", () => {
    expect(logEntries(lines, "", false)[2]).toMatchObject({ level: "", after: "no shape at all" });
  });

  it("are found by text in any case, and by weight", () => {
    expect(logEntries(lines, "WAITING", false).map(({ key }) => key)).toEqual([0]);
    expect(logEntries(lines, "", true).map(({ key }) => key)).toEqual([1]);
  });
});
