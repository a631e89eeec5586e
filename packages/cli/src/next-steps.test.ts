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

const makeRun = (id: string, isFinished = true): string => {
  const folder = join(saved, id);
  mkdirSync(folder);
  if (isFinished) writeFileSync(join(folder, "result.json"), "{}");
  return folder;
};

it("names the command for the report of the first run that is kept", () => {
  const folder = makeRun("20261122-1");
  expect(describeNextSteps({ folder, hasReport: false })).toBe(
    `Report   npx gadfly report ${folder} --html report.html\n`,
  );
});

it("compares with the newest finished run before it", () => {
  makeRun("20261122-1");
  const earlier = makeRun("20261122-2");
  makeRun("20261122-3", false);
  const folder = makeRun("20261122-4");
  makeRun("20261122-5");
  expect(describeNextSteps({ folder, hasReport: true })).toBe(
    `Compare  npx gadfly compare ${earlier} ${folder}\n`,
  );
});

it("quotes a folder whose name a shell would cut", () => {
  const folder = makeRun("my run");
  expect(describeNextSteps({ folder, hasReport: false })).toContain(`report '${folder}' --html`);
});

it("says nothing of a run that was not kept", () => {
  expect(describeNextSteps({ folder: null, hasReport: false })).toBe("");
  expect(describeNextSteps({ folder: join(saved, "gone"), hasReport: false })).toBe("");
});
