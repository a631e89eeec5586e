import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { planSchema } from "@gadfly/shared/plan/plan";
import { exampleResult } from "../../../../test/support/example-result.ts";
import { openOf, planOf } from "../../../../test/support/snapshots.ts";
import { readJournalFile } from "./journal-file.ts";
import {
  createRunFolder,
  discardRunFolder,
  journalFileName,
  resultFileName,
} from "./run-folder.ts";

let results = "";

beforeEach(() => {
  results = mkdtempSync(join(tmpdir(), "gadfly-results-"));
});
afterEach(() => rmSync(results, { recursive: true }));

const errorOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

test("keeps plan, journal and result in a folder named after the run", () => {
  const folder = createRunFolder(join(results, "deep", "down"), planOf());
  const path = join(results, "deep", "down", planOf().runId);
  folder.journal.write(openOf());
  folder.journal.close();
  folder.saveResult(exampleResult());
  expect(folder.path).toBe(path);
  expect(readdirSync(path).toSorted()).toEqual([journalFileName, "plan.json", resultFileName]);
  const json = (name: string): unknown => JSON.parse(readFileSync(join(path, name), "utf8"));
  expect(planSchema.parse(json("plan.json"))).toEqual(planOf());
  expect(json(resultFileName)).toEqual(exampleResult());
  expect(readJournalFile(join(path, journalFileName))).toMatchObject({
    value: { records: [openOf()] },
  });
});

test("leaves nothing of a run that is discarded, and all of the others", () => {
  createRunFolder(results, planOf({ runId: "earlier" })).journal.close();
  const folder = createRunFolder(results, planOf());
  folder.journal.write(openOf());
  folder.discard();
  expect(readdirSync(results)).toEqual(["earlier"]);
});

test("never touches the folder of an earlier run", () => {
  createRunFolder(results, planOf()).journal.close();
  const path = join(results, planOf().runId);
  const before = readdirSync(path).map((name) => readFileSync(join(path, name), "hex"));
  const error = errorOf(() => createRunFolder(results, planOf({ seed: 8 })));
  expect(error).toMatchObject({ code: "GF_RESULTS_UNWRITABLE" });
  expect(readdirSync(path).map((name) => readFileSync(join(path, name), "hex"))).toEqual(before);
});

test("never overwrites a result, and says so in our own words", () => {
  const folder = createRunFolder(results, planOf());
  folder.journal.close();
  folder.saveResult(exampleResult());
  const error = errorOf(() => folder.saveResult({ ...exampleResult(), events: [] }));
  expect(error).toMatchObject({ code: "GF_RESULTS_UNWRITABLE" });
  const saved = readFileSync(join(results, planOf().runId, resultFileName), "utf8");
  expect(JSON.parse(saved)).toEqual(exampleResult());
});

test("names the folder that cannot be written, and why", () => {
  const file = join(results, "file");
  writeFileSync(file, "");
  const error = errorOf(() => createRunFolder(file, planOf()));
  expect(error).toBeInstanceOf(GadflyError);
  expect(error).toMatchObject({ code: "GF_RESULTS_UNWRITABLE" });
  expect(String(error)).toContain(file);
});

test("keeps nothing with --no-save", () => {
  discardRunFolder.journal.write(openOf());
  discardRunFolder.saveResult(exampleResult());
  expect(discardRunFolder.path).toBeNull();
  expect(readdirSync(results)).toEqual([]);
});
