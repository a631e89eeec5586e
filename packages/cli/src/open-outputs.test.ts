import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { planOf } from "../../../test/support/snapshots.ts";
import { openOutputs } from "./open-outputs.ts";

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
