import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { describeNextSteps } from "./next-steps.ts";

let saved = "";
beforeEach(() => {
  saved = mkdtempSync(join(tmpdir(), "gadfly-steps-"));
});
afterEach(() => rmSync(saved, { recursive: true }));

/** `started`: requests that its result counts; null: it has no result. */
const makeRun = (id: string, started: number | null = 9): string => {
  const folder = join(saved, id);
  mkdirSync(folder);
  const result = JSON.stringify({ ledger: { started } });
  if (started !== null) writeFileSync(join(folder, "result.json"), result);
  return folder;
};

it("names the command for the report of the first run that is kept", () => {
  const folder = makeRun("20261122-1");
  expect(describeNextSteps({ folder, hasReport: false, hasNumbers: true })).toBe(
    `Report   npx gadfly report ${folder} --html report.html\n`,
  );
});

it("compares with the newest finished run before it", () => {
  makeRun("20261122-1");
  const earlier = makeRun("20261122-2");
  makeRun("20261122-3", null);
  const folder = makeRun("20261122-4");
  makeRun("20261122-5");
  expect(describeNextSteps({ folder, hasReport: true, hasNumbers: true })).toBe(
    `Compare  npx gadfly compare ${earlier} ${folder}\n`,
  );
});

it("compares with no run that sent nothing, and offers no comparison of one", () => {
  const earlier = makeRun("20261122-1");
  makeRun("20261122-2", 0);
  const folder = makeRun("20261122-3");
  const kept = { folder, hasReport: true };
  expect(describeNextSteps({ ...kept, hasNumbers: true })).toContain(`compare ${earlier} `);
  expect(describeNextSteps({ ...kept, hasNumbers: false })).toBe("");
});

it("quotes a folder whose name a shell would cut", () => {
  const folder = makeRun("my run");
  expect(describeNextSteps({ folder, hasReport: false, hasNumbers: true })).toContain(
    `report '${folder}' --html`,
  );
});

it("says nothing of a run that was not kept", () => {
  expect(describeNextSteps({ folder: null, hasReport: false, hasNumbers: true })).toBe("");
  expect(
    describeNextSteps({ folder: join(saved, "gone"), hasReport: false, hasNumbers: true }),
  ).toBe("");
});
