// `gadfly compare` of real runs: a run beside itself raises no alarm, a slower server does, and files are written.
import { cp, readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { compareDocument, type CompareDocument } from "@gadfly/shared/compare/compare-document";
import { startSimulator } from "@gadfly/simulator/start-simulator";
import { startWorkbench, type Workbench } from "../support/workbench.ts";

/** Each second is a block of the test, which wants six. */
const runTime = "9s";

/** Runs against each of the targets, all at once, so that a busy machine is busy for all of them. */
const runAll = async (bench: Workbench, targets: readonly string[]): Promise<string[]> => {
  const load = `-u 2 -r 10 -o 8 -t ${runTime} --stop-timeout 2s --only-summary`;
  const folders = targets.map((_, at) => `runs-${at}`);
  await Promise.all(
    targets.map((target, at) =>
      bench.run(`run -H ${target} ${load} --save-dir ${folders[at] ?? ""}`.split(" ")),
    ),
  );
  return Promise.all(
    folders.map(async (folder) => {
      const [name = ""] = await readdir(bench.path(folder));
      return bench.path(folder, name);
    }),
  );
};

const changesOf = ({ comparisons }: CompareDocument, at: number): Record<string, string> =>
  Object.fromEntries(
    (comparisons[at]?.metrics ?? []).map(({ metric, change }) => [metric, change]),
  );

describe("gadfly compare", () => {
  // Two like runs differ by chance once in 1/alpha times: false-alarms.test.ts counts that. Here a run stands
  // beside itself.
  it("raises no alarm over the same run, and one over a slower server", async () => {
    await using bench = await startWorkbench();
    const slower = await startSimulator({
      port: 0,
      baseTtftMs: 150,
      prefillTokensPerS: 0,
      itlMs: 5,
    });
    const { url } = bench.simulator;
    const [first = "", late = ""] = await runAll(bench, [url, slower.url]);
    await slower.close();
    const again = bench.path("again");
    await cp(first, again, { recursive: true });
    const rule = ["--fail-on", "ttft.p50>+20%", "--alpha", "0.01"];
    const files = ["--json", "--html", "c.html"];
    const end = await bench.run(["compare", first, again, late, ...rule, ...files]);
    const document = compareDocument.parse(JSON.parse(end.stdout));
    const page = await readFile(bench.path("c.html"), "utf8");
    expect(page).toContain("against");
    expect(page).not.toContain("<script");
    const alarms = Object.entries(changesOf(document, 0)).filter(
      ([, change]) => change !== "none" && change !== "untested",
    );
    expect(alarms).toEqual([]);
    expect(end.code).toBe(document.exitCode);
    // A machine too busy to measure on drowns any difference.
    const isDrowned =
      document.runs.some(({ verdict }) => verdict === "INVALID") ||
      document.comparisons.some(({ test }) => test.status === "untested");
    if (isDrowned) return;
    expect(changesOf(document, 1)).toMatchObject({ ttft: "worse", e2e: "worse" });
    expect([document.gate.map(({ broken }) => broken), end.code]).toEqual([[false, true], 3]);
  });
});
