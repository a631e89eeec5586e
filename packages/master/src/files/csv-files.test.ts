import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  frameOf,
  intervalOf,
  oneOfEachRecord,
  openOf,
} from "../../../../test/support/snapshots.ts";
import type { JournalRecord } from "../journal/journal-record.ts";
import { RunModel } from "../stats/run-model.ts";
import { CsvFiles, writeCsvFiles } from "./csv-files.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gadfly-csv-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const linesOf = (name: string): string[] =>
  readFileSync(join(folder, name), "utf8").trimEnd().split("\r\n");

const names = ["exceptions", "failures", "stats", "stats_history"].map((name) => `run_${name}.csv`);

const follow = (files: CsvFiles, records: readonly JournalRecord[]): RunModel => {
  const model = new RunModel(openOf());
  for (const record of records) {
    model.apply(record);
    files.take(record, model);
  }
  return model;
};

const ttlb = (id: number): JournalRecord => ({
  type: "series",
  id,
  metric: "ttlb",
  labels: { endpoint: "openai-chat", host: "h", outcome: "succeeded" },
});

it("has the files while the run goes on, the history line by line", () => {
  const files = new CsvFiles({ prefix: join(folder, "deep", "run"), isFull: false });
  follow(files, [intervalOf(0), intervalOf(1)]);
  folder = join(folder, "deep");
  expect(readdirSync(folder).toSorted()).toEqual(names);
  expect(linesOf("run_stats_history.csv")).toHaveLength(3);
  expect(linesOf("run_stats.csv")).toHaveLength(2);
  files.close();
  folder = join(folder, "..");
});

it("has everything at the end, whatever came since the tables were written last", () => {
  const files = new CsvFiles({ prefix: join(folder, "run"), isFull: false });
  const histograms = [{ id: 0, frame: frameOf([1000]) }];
  const end: JournalRecord = { type: "end", t: 2, endReason: "completed", exitCode: 0 };
  follow(files, [ttlb(0), intervalOf(0), intervalOf(1, { histograms }), end]);
  expect(linesOf("run_stats.csv").at(-1)).toMatch(/^,Aggregated,1,0,1,/u);
});

it("replaces what an earlier run left", () => {
  writeFileSync(join(folder, "run_stats.csv"), "old");
  writeFileSync(join(folder, "run_stats_history.csv"), "old");
  new CsvFiles({ prefix: join(folder, "run"), isFull: false }).close();
  expect(readFileSync(join(folder, "run_stats.csv"), "utf8")).toBe("");
  expect(linesOf("run_stats_history.csv")).toHaveLength(1);
});

it("is the same from the records of a run that is over", () => {
  const records = oneOfEachRecord();
  const files = new CsvFiles({ prefix: join(folder, "run"), isFull: true });
  follow(files, records.slice(1));
  const live = names.map((name) => readFileSync(join(folder, name), "utf8"));
  writeCsvFiles({ prefix: join(folder, "run"), isFull: true }, records);
  expect(names.map((name) => readFileSync(join(folder, name), "utf8"))).toEqual(live);
});

it("has the tables of a run that never ended", () => {
  const records = oneOfEachRecord().slice(0, -1);
  writeCsvFiles({ prefix: join(folder, "run"), isFull: false }, records);
  expect(linesOf("run_stats.csv").at(-1)).toMatch(/^,Aggregated,/u);
});

it("says before the run that the files cannot be", () => {
  writeFileSync(join(folder, "file"), "");
  const open = () => new CsvFiles({ prefix: join(folder, "file", "run"), isFull: false });
  expect(open).toThrow(expect.objectContaining({ code: "GF_OUTPUT_UNWRITABLE" }));
});

it("ends with a disk that refuses, without ending the run, and remembers why", () => {
  const files = new CsvFiles({ prefix: join(folder, "run"), isFull: false });
  rmSync(folder, { recursive: true });
  follow(files, [intervalOf(0), intervalOf(1)]);
  expect(files.trouble).toMatchObject({ code: "GF_OUTPUT_UNWRITABLE" });
  expect(existsSync(folder)).toBe(false);
  files.close();
  folder = mkdtempSync(join(tmpdir(), "gadfly-csv-"));
});
