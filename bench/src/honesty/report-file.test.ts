import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeMachine } from "../machine/machine.ts";
import { pointOf } from "./point-example.ts";
import { type HonestyReport, readReport, writeReport } from "./report-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gadfly-report-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const reportOf = (count: number): HonestyReport => ({
  takenAt: "2026-01-01",
  command: "npm run bench:honesty",
  machine: describeMachine(),
  source: "native",
  secondsPerRun: 6,
  lostShare: { before: 0, after: 0.01 },
  points: Array.from({ length: count }, () => pointOf()),
});

describe("the kept results", () => {
  it.each([0, 1, 3])("come back as they were written, %d points", async (count) => {
    const path = join(folder, "new", "honesty.json");
    await writeReport(path, reportOf(count));
    expect(readReport(path)).toEqual(reportOf(count));
  });

  it("are refused when they are something else", () => {
    const path = join(folder, "other.json");
    writeFileSync(path, "{}");
    expect(() => readReport(path)).toThrow(/holds no points/);
  });
});
