import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openOf, workerOf } from "../../../../test/support/snapshots.ts";
import { createJournalFile, discardJournal, readJournalFile } from "./journal-file.ts";

let folder = "";
let path = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gadfly-journal-"));
  path = join(folder, "journal");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("gives back what was written, in its order", () => {
  const journal = createJournalFile(path);
  journal.write(openOf());
  journal.write(workerOf("a"));
  journal.close();
  expect(readJournalFile(path)).toEqual({
    ok: true,
    value: { records: [openOf(), workerOf("a")], tornBytes: 0 },
  });
});

test("has each record on file as soon as it is written", () => {
  const journal = createJournalFile(path);
  journal.write(workerOf("a"));
  expect(readJournalFile(path)).toMatchObject({ ok: true, value: { records: [workerOf("a")] } });
  journal.close();
});

test("never overwrites a file", () => {
  writeFileSync(path, "mine");
  expect(() => createJournalFile(path)).toThrow(/EEXIST/);
  expect(readFileSync(path, "utf8")).toBe("mine");
});

test("reads a journal that ends in mid-record", () => {
  const journal = createJournalFile(path);
  journal.write(workerOf("a"));
  journal.write(workerOf("b"));
  journal.close();
  truncateSync(path, readFileSync(path).length - 1);
  expect(readJournalFile(path)).toMatchObject({ ok: true, value: { records: [workerOf("a")] } });
});

test("says why a file cannot be read", () => {
  expect(readJournalFile(join(folder, "absent"))).toMatchObject({
    ok: false,
    error: expect.stringContaining("ENOENT") as unknown,
  });
  writeFileSync(path, "hello");
  expect(readJournalFile(path)).toEqual({ ok: false, error: "it is not a gadfly journal" });
});

test("ignores what comes after the end: the number of the file may be another's by now", () => {
  const journal = createJournalFile(path);
  journal.close();
  const other = createJournalFile(join(folder, "other"));
  journal.write(workerOf("late"));
  journal.close();
  other.write(workerOf("a"));
  other.close();
  expect(readJournalFile(path)).toMatchObject({ value: { records: [] } });
  expect(readJournalFile(join(folder, "other"))).toMatchObject({
    value: { records: [workerOf("a")], tornBytes: 0 },
  });
});

test("keeps nothing when nothing is to be saved", () => {
  expect(discardJournal.write(workerOf("a"))).toBeUndefined();
  discardJournal.close();
});
