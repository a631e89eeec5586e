// What `gadfly run` prints and keeps: one JSON document, a folder, a summary, and numbers that are the server's own.
import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readTruth } from "@gadfly/simulator/test-support/truth-client";
import { readResult, resultOf } from "../support/read-result.ts";
import { startWorkbench, type Workbench } from "../support/workbench.ts";

const escapeCode = "\u001b";

/** A short run that lets every request end, so that both sides count the same. */
const drained = ({ simulator }: Workbench): string[] =>
  `run -H ${simulator.url} -u 4 -r 8 -o 8 -t 2s --stop-timeout 5s`.split(" ");

/** A run as short as can be. */
const brief = ({ simulator }: Workbench): string[] =>
  `run -H ${simulator.url} -u 2 -r 50 -o 4 -n 6`.split(" ");

const readText = (bench: Workbench, ...names: string[]): Promise<string> =>
  readFile(bench.path(...names), "utf8");

/** The one run in gadfly-results. */
async function findRunFolder(bench: Workbench): Promise<string[]> {
  const runs = await readdir(bench.path("gadfly-results"));
  expect(runs).toHaveLength(1);
  return ["gadfly-results", ...runs];
}

describe.concurrent("gadfly run", () => {
  it("prints one JSON document whose counts are those of the server", async () => {
    await using bench = await startWorkbench();
    const result = resultOf(await bench.run([...drained(bench), "--json"]), 0);
    const truth = await bench.truth();
    const { ledger, metrics, run } = result;
    expect(truth.received).toBeGreaterThan(20);
    expect(ledger).toMatchObject({ started: truth.received, succeeded: truth.completed });
    expect(ledger).toMatchObject({ failed: 0, cancelled: 0, lost: 0, dropped: 0, waiting: 0 });
    expect(metrics["ttft"]).toMatchObject({ unit: "ms", count: truth.completed });
    expect(metrics["output_tokens"]).toMatchObject({ count: truth.completed, min: 8, max: 8 });
    expect(truth.tokens).toBe(8 * ledger.succeeded);
    // One for each user, for the check before the load, for the health request after it, and for the
    // question just asked.
    expect(truth.totalConnections).toBe(4 + 3);
    expect(run.endReason).toBe("timeElapsed");
    expect(run.durationS).toBeGreaterThanOrEqual(2);
    // The answers that ran at the end took no longer than they were given.
    expect(run.durationS).toBeLessThan(2 + 5);
    expect(result.errors).toEqual([]);
  });

  it("sends each request under the id that the server knows it by, for one prompt of the asked length", async () => {
    await using bench = await startWorkbench();
    resultOf(await bench.run([...brief(bench), "-p", "37", "--json"]), 0);
    const { ids } = await bench.truth();
    const records = await Promise.all(ids.map((id) => readTruth(bench.simulator, id)));
    expect(records.map(({ sentTokens }) => sentTokens)).toEqual([4, 4, 4, 4, 4, 4]);
    expect(new Set(records.map(({ promptTokens }) => promptTokens))).toEqual(new Set([37]));
    expect(ids.filter((id) => id.startsWith("req-"))).toEqual([]);
  });

  it("writes exactly the file that --json-file names and still prints the summary", async () => {
    await using bench = await startWorkbench();
    const end = await bench.run([...brief(bench), "--json-file", "out.json"]);
    const result = readResult(await readText(bench, "out.json"));
    expect(end.code).toBe(result.run.exitCode);
    expect(end.stdout).toContain("Verdict");
    expect(end.stdout).toContain("6 started = 6 succeeded");
    const folder = await findRunFolder(bench);
    expect(JSON.parse(await readText(bench, ...folder, "result.json"))).toEqual(result);
    expect((await readdir(bench.folder)).sort()).toEqual(["gadfly-results", "out.json"]);
  });

  it("keeps plan, journal and result in a folder of the run, and names it with the command for its report", async () => {
    await using bench = await startWorkbench({ apiKey: "a-key-that-is-secret" });
    const secrets = ["-k", "a-key-that-is-secret", "--header", "x-api-key: another-secret"];
    const end = await bench.run([...brief(bench), ...secrets]);
    const folder = await findRunFolder(bench);
    const files = await readdir(bench.path(...folder));
    expect(files.sort()).toEqual(["journal.gadfly", "plan.json", "result.json"]);
    const result = readResult(await readText(bench, ...folder, "result.json"));
    expect(result.ledger.succeeded).toBe(6);
    expect(folder.at(-1)).toBe(result.run.id);
    const named = `gadfly-results/${result.run.id}`;
    expect(end.stdout.trimEnd().split("\n").slice(-2)).toEqual([
      `Saved    ${named}`,
      `Report   npx gadfly report ${named} --html report.html`,
    ]);
    const texts = await Promise.all(files.map((file) => readText(bench, ...folder, file)));
    for (const text of [...texts, end.stdout, end.stderr]) {
      expect(text).not.toContain("a-key-that-is-secret");
      expect(text).not.toContain("another-secret");
    }
  });

  it("has the same summary and result again from the folder and from the journal alone", async () => {
    await using bench = await startWorkbench();
    const end = await bench.run(brief(bench));
    const folder = await findRunFolder(bench);
    const again = await bench.run(["report", bench.path(...folder)]);
    expect(again.code).toBe(0);
    const body = again.stdout.slice(again.stdout.indexOf("Run ")).trim();
    expect(end.stdout).toContain(body.replace(/exit code was (\d+)/u, "exit $1"));
    const rebuilt = await bench.run(["report", bench.path(...folder, "journal.gadfly"), "--json"]);
    const saved: unknown = JSON.parse(await readText(bench, ...folder, "result.json"));
    expect(readResult(rebuilt.stdout)).toEqual(saved);
  });

  it("writes nothing with --no-save", async () => {
    await using bench = await startWorkbench();
    const result = resultOf(await bench.run([...brief(bench), "--no-save", "--json"]), 0);
    expect(result.ledger.succeeded).toBe(6);
    expect(await readdir(bench.folder)).toEqual([]);
  });

  it("never overwrites the file of an earlier run", async () => {
    await using bench = await startWorkbench();
    await bench.run(brief(bench));
    const [, first = ""] = await findRunFolder(bench);
    const before = await readText(bench, "gadfly-results", first, "result.json");
    await bench.run(brief(bench));
    expect(await readdir(bench.path("gadfly-results"))).toHaveLength(2);
    expect(await readText(bench, "gadfly-results", first, "result.json")).toBe(before);
  });

  it.each([
    ["into a pipe", {}],
    ["with NO_COLOR", { NO_COLOR: "1" }],
  ])("writes no escape code %s", async (_where, env: Record<string, string>) => {
    await using bench = await startWorkbench({ fault: "status-500", faultShare: 0.3 });
    const args = [...brief(bench), "--headless", "--failure-wait", "0s"];
    const { stdout, stderr } = await bench.run({ name: "gadfly", args, env });
    expect(stdout).toContain("Verdict");
    expect(stdout).not.toContain(escapeCode);
    expect(stderr).not.toContain(escapeCode);
  });

  it("prints the first answer in full with --show-response 1", async () => {
    await using bench = await startWorkbench();
    const { stdout } = await bench.run([...brief(bench), "--show-response", "1"]);
    const heads = stdout.split("\n").filter((line) => line.startsWith("── response "));
    expect(heads).toHaveLength(1);
    const [, id = ""] = /^── response (\S+)/.exec(heads[0] ?? "") ?? [];
    expect(await readTruth(bench.simulator, id)).toMatchObject({ state: "completed" });
    const answer = stdout.split("\n")[stdout.split("\n").indexOf(heads[0] ?? "") + 1] ?? "";
    expect(answer.trim().split(" ")).toHaveLength(4);
  });

  it("prints Locust's table while it runs headless and only the summary with --only-summary", async () => {
    await using bench = await startWorkbench();
    const loud = await bench.run([...drained(bench), "--headless"]);
    expect(loud.stdout).toMatch(/# reqs/i);
    expect(loud.stdout).toContain("Verdict");
    const quiet = await bench.run([...drained(bench), "--headless", "--only-summary"]);
    expect(quiet.stdout).not.toMatch(/# reqs/i);
    expect(quiet.stdout).toContain("Verdict");
  });

  it("says with --print-options where each value came from, and sends nothing", async () => {
    await using bench = await startWorkbench();
    const config = await bench.write("load.yml", "users: 7\nspawn-rate: 3\n");
    const { code, stdout } = await bench.run({
      name: "gadfly",
      args: ["run", "--config", config, "-r", "4", "--print-options"],
      env: { GADFLY_HOST: bench.simulator.url, GADFLY_USERS: "6", LOCUST_RUN_TIME: "9s" },
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^users: 6 .*GADFLY_USERS$/m);
    expect(stdout).toMatch(/^spawn-rate: 4 .*flag/m);
    expect(stdout).toMatch(/^run-time: 9s .*LOCUST_RUN_TIME$/m);
    expect((await bench.truth()).totalConnections).toBe(1);
  });
});
