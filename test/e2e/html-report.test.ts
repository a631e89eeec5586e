// The report in one HTML file: of a run, of one whose master was killed, of a result alone.
import { readdir, readFile, rm } from "node:fs/promises";
import { decodeJournal } from "@gadfly/master/journal/journal-format";
import { journalFileName } from "@gadfly/master/journal/run-folder";
import { gadflyVersion } from "@gadfly/shared/protocol/version";
import type { FeedMessage } from "@gadfly/shared/web/feed-message";
import { describe, expect, it } from "vitest";
import { embeddedMessage, embeddedMessages } from "../support/embedded-messages.ts";
import { readResult } from "../support/read-result.ts";
import { waitUntil } from "../support/wait-until.ts";
import { startWorkbench, type Workbench } from "../support/workbench.ts";

const load = ({ simulator }: Workbench): string[] =>
  `run -H ${simulator.url} -u 2 -r 50 -o 4`.split(" ");

const readText = (bench: Workbench, ...names: string[]): Promise<string> =>
  readFile(bench.path(...names), "utf8");

const runId = async (bench: Workbench): Promise<string> => {
  const [id = ""] = await readdir(bench.path("gadfly-results"));
  return id;
};

describe.concurrent("an HTML report", () => {
  it("holds the very result of the run, in a file of the name that the run gave it", async () => {
    await using bench = await startWorkbench();
    const end = await bench.run([...load(bench), "-n", "6", "--html", "of-{u}-{r}.html"]);
    expect(end.stdout).toMatch(/^Report {3}of-2-50\.html$/m);
    const html = await readText(bench, "of-2-50.html");
    const id = await runId(bench);
    const kept = readResult(await readText(bench, "gadfly-results", id, "result.json"));
    expect(embeddedMessage(html, "report").result).toEqual(kept);
    const { status, log } = embeddedMessage(html, "snapshot");
    expect(status).toMatchObject({ gadfly: gadflyVersion, state: "stopped", canStart: false });
    expect(status.commandLine).toContain("-u 2");
    expect(log.join("\n")).toContain("Preflight: ");
    expect(html).toContain("Ledger   6 started = 6 succeeded");
  });

  it("is made again from the folder, the journal and the result alone", async () => {
    await using bench = await startWorkbench();
    await bench.run([...load(bench), "-n", "6"]);
    const folder = bench.path("gadfly-results", await runId(bench));
    const makeFrom = async (source: string) => {
      await bench.run(["report", source, "--html", "again-{u}.html"]);
      return embeddedMessages(await readText(bench, "again-2.html"));
    };
    const fromFolder = await makeFrom(folder);
    expect(fromFolder.flatMap((message) => ("steps" in message ? message.steps : []))).not.toEqual(
      [],
    );
    expect(await makeFrom(`${folder}/journal.gadfly`)).toEqual(fromFolder);
    await rm(`${folder}/journal.gadfly`);
    const reportIn = (messages: readonly FeedMessage[]) =>
      messages.find((message) => message.type === "report");
    const fromResult = reportIn(await makeFrom(folder));
    expect(fromResult?.result).toEqual(reportIn(fromFolder)?.result);
    expect(fromResult?.notes).toEqual([expect.stringContaining("without its journal")]);
  });

  it("has what the journal of a killed run holds, and says that it ends there", async () => {
    await using bench = await startWorkbench();
    const program = bench.start([...load(bench), "-t", "20s"]);
    await program.hasWritten(/Ramping to/);
    const journal = async () =>
      decodeJournal(
        await readFile(bench.path("gadfly-results", await runId(bench), journalFileName)),
      );
    const isRecorded = async () => {
      const content = await journal();
      return content.ok && content.value.records.some(({ type }) => type === "interval");
    };
    await waitUntil(isRecorded, { what: "a second is in the journal" });
    program.signalGroup("SIGKILL");
    await program.ended;
    const folder = bench.path("gadfly-results", await runId(bench));
    expect(await bench.run(["report", folder, "--html", "cut.html"])).toMatchObject({ code: 0 });
    const { result } = embeddedMessage(await readText(bench, "cut.html"), "report");
    expect(result.verdict.reasons[0]).toMatchObject({ code: "journal_cut" });
    expect(result.ledger.started).toBeGreaterThan(0);
  });

  it("that cannot be written is named before any request is sent", async () => {
    await using bench = await startWorkbench();
    const end = await bench.run([...load(bench), "-n", "6", "--html", "no/such/{u}.html"]);
    expect(end.code).toBe(2);
    expect(end.stderr).toContain("no/such/2.html");
    expect((await bench.truth()).received).toBe(0);
  });
});
