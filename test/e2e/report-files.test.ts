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
    const end = await bench.run([...load(bench), ...names]);
    expect(end).toMatchObject({ code: 0 });
    const folder = await runFolder(bench);
    for (const source of [folder, `${folder}/journal.gadfly`]) {
      const again = ["--markdown", "again.md", "--junit", "again.xml"];
      expect(await bench.run(["report", source, ...again])).toMatchObject({ code: 0 });
      expect(await readText(bench, "again.md")).toBe(await readText(bench, "run.md"));
      expect(await readText(bench, "again.xml")).toBe(await readText(bench, "run.xml"));
    }
    expect(await readText(bench, "run.md")).toContain("- 6 started = 6 succeeded");
    expect(await readText(bench, "run.xml")).toContain('tests="4" failures="0"');
  });

  it("that cannot be written are named before any request is sent", async () => {
    await using bench = await startWorkbench();
    const end = await bench.run([...load(bench), "--junit", "no/such/folder/junit.xml"]);
    expect(end.code).toBe(2);
    expect(end.stderr).toContain("no/such/folder/junit.xml");
    expect((await bench.truth()).received).toBe(0);
  });
});
