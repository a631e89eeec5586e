import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { exampleResult } from "../../../test/support/example-result.ts";
import { planOf } from "../../../test/support/snapshots.ts";
import { openOutputs } from "./open-outputs.ts";
import { lastLoadOf, namePlaces } from "./report-files.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gadfly-outputs-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("makes a folder for the run, or none with --no-save", () => {
  const saveDir = join(folder, "results");
  expect(openOutputs({ jsonFile: null, save: false, saveDir }, planOf()).folder.path).toBeNull();
  expect(existsSync(saveDir)).toBe(false);
  const { folder: opened } = openOutputs({ jsonFile: null, save: true, saveDir }, planOf());
  opened.journal.close();
  expect(existsSync(join(opened.path ?? "", "plan.json"))).toBe(true);
});

it("says before the run that --json-file cannot be written", () => {
  const jsonFile = join(folder, "missing", "result.json");
  expect(() => openOutputs({ jsonFile, save: false, saveDir: folder }, planOf())).toThrow(jsonFile);
});

it("leaves a file that is there as it is, and makes none that is not", () => {
  const there = join(folder, "there.json");
  writeFileSync(there, "old");
  openOutputs({ jsonFile: there, save: false, saveDir: folder }, planOf());
  expect(readFileSync(there, "utf8")).toBe("old");
  const absent = join(folder, "absent.json");
  openOutputs({ jsonFile: absent, save: false, saveDir: folder }, planOf());
  expect(existsSync(absent)).toBe(false);
});

it("puts the run's figures into every name", () => {
  const records = join(folder, "{id}.jsonl");
  openOutputs({ jsonFile: null, records, save: false, saveDir: folder }, planOf({ runId: "id-1" }));
  expect(existsSync(join(folder, "id-1.jsonl"))).toBe(true);
});

it.each(["jsonFile", "markdown", "junit", "csv", "records", "html"])(
  "refuses a placeholder of %s that stands for nothing",
  (key) => {
    const places = { jsonFile: null, save: false, saveDir: folder, [key]: "{users}.txt" };
    expect(() => openOutputs(places, planOf())).toThrow(/has \{users\}, which stands for nothing/);
  },
);

it("names after the run the users that were asked for last", () => {
  const result = exampleResult();
  const users = { start: 20, last: 30, most: 40, changes: 2 };
  const places = { jsonFile: "{u}.json", html: "{u}.html" };
  const nameAfter = (run: typeof result.run) =>
    namePlaces(places, lastLoadOf(planOf(), { ...result, run }));
  expect(nameAfter({ ...result.run, users })).toEqual({ jsonFile: "30.json", html: "30.html" });
  expect(nameAfter(result.run).html).toBe("20.html");
});
