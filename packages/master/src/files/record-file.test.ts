import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { requestRecord } from "@gadfly/shared/result/request-record";
import { factsOf } from "../../../../test/support/request-facts.ts";
import { RecordFile } from "./record-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gadfly-records-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("appends one line of JSON for each request, whatever its texts hold", () => {
  const path = join(folder, "records.jsonl");
  const file = new RecordFile(path);
  const hostile = factsOf({ message: 'line\nbreak " \u2028 </script>' });
  expect(file.write("a", [factsOf(), hostile])).toBe(2);
  expect(file.write("b", [factsOf()])).toBe(1);
  file.close();
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  const records = lines.map((line) => requestRecord.parse(JSON.parse(line)));
  expect(records.map(({ worker }) => worker)).toEqual(["a", "a", "b"]);
  expect(records[1]?.message).toBe(hostile.message);
});

it("says before the run that the file cannot be", () => {
  const open = () => new RecordFile(join(folder, "missing", "records.jsonl"));
  expect(open).toThrow(expect.objectContaining({ code: "GF_OUTPUT_UNWRITABLE" }));
});

it.runIf(existsSync("/dev/full"))("keeps nothing of what a full disk refuses, and says why", () => {
  const file = new RecordFile("/dev/full");
  expect(file.write("a", [factsOf()])).toBe(0);
  expect(file.trouble).toMatchObject({ code: "GF_OUTPUT_UNWRITABLE" });
  expect(file.write("a", [factsOf()])).toBe(0);
  file.close();
});

it("writes nothing after it was closed", () => {
  const file = new RecordFile(join(folder, "records.jsonl"));
  file.close();
  expect(file.write("a", [factsOf()])).toBe(0);
  file.close();
});
