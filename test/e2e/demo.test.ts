// `gadfly demo`: everything in the box, without any other program.
import { readdir, readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { embeddedMessage } from "../support/embedded-messages.ts";
import { doubtsOf, readResult } from "../support/read-result.ts";
import { startWorkbench } from "../support/workbench.ts";

it("runs simulator, master and two workers, and prints a summary that can be trusted", async () => {
  await using bench = await startWorkbench();
  const { code, stdout } = await bench.run(["demo", "-t", "3s"]);
  expect(stdout).toMatch(/^Watch it at http:\/\/127\.0\.0\.1:\d+: /m);
  expect(stdout).toMatch(/^Verdict\s+(VALID|SUSPECT|INVALID)/m);
  expect(stdout).toMatch(/^TTFT /m);
  const [run = ""] = await readdir(bench.path("gadfly-results"));
  expect(await readdir(bench.folder)).toEqual(["gadfly-results"]);
  expect(stdout).toContain(`Report   gadfly-results/${run}/report.html\n`);
  expect(stdout).toContain(`npx gadfly compare gadfly-results/${run} `);
  const result = readResult(
    await readFile(bench.path("gadfly-results", run, "result.json"), "utf8"),
  );
  const report = await readFile(bench.path("gadfly-results", run, "report.html"), "utf8");
  expect(embeddedMessage(report, "report").result).toEqual(result);
  expect(result.workers).toHaveLength(2);
  expect(result.ledger.succeeded).toBeGreaterThan(10);
  expect(result.errors).toEqual([]);
  expect(doubtsOf(result)).toEqual([]);
  expect(code).toBe(result.verdict.status === "INVALID" ? 4 : 0);
});

it("prints no web token that somebody has given it", async () => {
  await using bench = await startWorkbench();
  const token = "0123456789abcdefghij";
  const { stdout, stderr } = await bench.run(["demo", "-t", "1s", "--web-token", token]);
  expect(stdout).toMatch(/^Watch it at http:/m);
  expect(stdout + stderr).not.toContain(token);
});
