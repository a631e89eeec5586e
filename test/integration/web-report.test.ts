// The report that the web side makes: of a run under way, as Locust's path, and where there is no page.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportTemplateName } from "@gadfly/master/files/report-template";
import { problemReply } from "@gadfly/shared/web/web-problem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { embeddedMessage } from "../support/embedded-messages.ts";
import { frameOf, intervalOf, seriesOf, workerOf, workerRowOf } from "../support/snapshots.ts";
import { WebBench } from "../support/web-bench.ts";

let pageFolder = "";
beforeAll(async () => {
  pageFolder = await mkdtemp(join(tmpdir(), "gadfly-page-"));
  await writeFile(
    join(pageFolder, reportTemplateName),
    '<title>@@TITLE@@</title><pre>@@SUMMARY@@</pre><script id="journal">@@JOURNAL@@</script>',
  );
});
afterAll(() => rm(pageFolder, { recursive: true }));

const second = [
  workerOf("a"),
  seriesOf(0, "ttlb"),
  intervalOf(0, {
    histograms: [{ id: 0, frame: frameOf([150_000]) }],
    workers: [workerRowOf("a")],
  }),
];

const codesIn = async (answer: Response): Promise<string[]> =>
  problemReply.parse(await answer.json()).problems.map(({ code }) => code);

describe("the report of the web side", () => {
  it.each(["/api/report.html", "/stats/report"])("is a download at %s", async (path) => {
    await using bench = await WebBench.start({ pageFolder });
    const run = bench.begin("run-7", ...second);
    const answer = await bench.ask(path);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="run-7.html"');
    const html = await answer.text();
    const { result, notes } = embeddedMessage(html, "report");
    expect(result).toEqual(JSON.parse(JSON.stringify(run.result())));
    expect(notes[0]).toBe("Taken while the run was under way, 1s after its start.");
    expect(embeddedMessage(html, "snapshot").status).toMatchObject({ canStart: false });
  });

  it("is made of one run, also when another begins meanwhile", async () => {
    await using bench = await WebBench.start({ pageFolder });
    const run = bench.begin("run-7", ...second);
    const parts = run.resultInParts();
    run.resultInParts = function* meanwhile() {
      bench.begin("run-8", workerOf("b"));
      return yield* parts;
    };
    const html = await (await bench.ask("/api/report.html")).text();
    expect(embeddedMessage(html, "report").result.run.id).toBe("run-7");
    expect(embeddedMessage(html, "snapshot").status.runId).toBe("run-7");
    expect(embeddedMessage(html, "history").records).toContainEqual(workerOf("a"));
  });

  it("is refused without a run, and where the page was not built", async () => {
    await using bench = await WebBench.start({ pageFolder });
    const early = await bench.ask("/api/report.html");
    expect([early.status, await codesIn(early)]).toEqual([404, ["NO_RESULT"]]);
    await using bare = await WebBench.start();
    bare.begin("run-7", ...second);
    const pageless = await bare.ask("/api/report.html");
    expect([pageless.status, await codesIn(pageless)]).toEqual([501, ["NO_PAGE"]]);
  });
});
