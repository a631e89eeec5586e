// The files that are made from a result: by the run itself, and by `gadfly report` from what it left.
import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { startWorkbench, type Workbench } from "../support/workbench.ts";

const load = ({ simulator }: Workbench): string[] =>
  `run -H ${simulator.url} -u 2 -r 50 -o 4 -n 6`.split(" ");

const readText = (bench: Workbench, name: string): Promise<string> =>
  readFile(bench.path(name), "utf8");

const runFolder = async (bench: Workbench): Promise<string> =>
  bench.path("gadfly-results", ...(await readdir(bench.path("gadfly-results"))));

describe.concurrent("report files", () => {
  it("are the same from the run, from its result and from its journal", async () => {
    await using bench = await startWorkbench();
    const names = ["--markdown", "run.md", "--junit", "run.xml"];
    await bench.run([...load(bench), ...names]);
    const folder = await runFolder(bench);
    for (const source of [folder, `${folder}/journal.gadfly`]) {
      const again = ["--markdown", "again.md", "--junit", "again.xml"];
      expect(await bench.run(["report", source, ...again])).toMatchObject({ code: 0 });
      expect(await readText(bench, "again.md")).toBe(await readText(bench, "run.md"));
      expect(await readText(bench, "again.xml")).toBe(await readText(bench, "run.xml"));
    }
    expect(await readText(bench, "run.md")).toContain("- 6 started = 6 succeeded");
    expect(await readText(bench, "run.xml")).toContain('name="no request failed" time="0"/>');
  });

  it("are Locust's tables with --csv, the same from the run and from its journal", async () => {
    await using bench = await startWorkbench();
    const csv = ["--csv", "out/run", "--csv-full-history"];
    await bench.run([...load(bench), ...csv]);
    const again = ["--csv", "again/run", "--csv-full-history"];
    const source = await runFolder(bench);
    expect(await bench.run(["report", source, ...again])).toMatchObject({ code: 0 });
    const names = (await readdir(bench.path("out"))).toSorted();
    expect(names).toEqual(
      ["exceptions", "failures", "stats", "stats_history"].map((name) => `run_${name}.csv`),
    );
    for (const name of names)
      expect(await readText(bench, `again/${name}`)).toBe(await readText(bench, `out/${name}`));
    const stats = (await readText(bench, "out/run_stats.csv")).split("\r\n");
    expect(stats[1]).toMatch(/^POST,\/v1\/chat\/completions,6,0,/);
    expect(stats.some((line) => line.startsWith("METRIC,ttft,6,0,"))).toBe(true);
    const history = (await readText(bench, "out/run_stats_history.csv")).trimEnd().split("\r\n");
    expect(history.at(-1)).toMatch(/,Aggregated,.*,6,0,/);
  });

  it("need the journal for --csv, and say so", async () => {
    await using bench = await startWorkbench();
    await bench.run([...load(bench), "--no-save", "--json-file", "alone.json"]);
    const end = await bench.run(["report", "alone.json", "--csv", "run"]);
    expect(end.code).toBe(2);
    expect(end.stderr).toContain("journal.gadfly, which is not beside it");
  });

  it("that cannot be written are named before any request is sent", async () => {
    await using bench = await startWorkbench();
    const end = await bench.run([...load(bench), "--junit", "no/such/folder/junit.xml"]);
    expect(end.code).toBe(2);
    expect(end.stderr).toContain("no/such/folder/junit.xml");
    expect((await bench.truth()).received).toBe(0);
  });
});
