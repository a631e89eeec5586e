// Every number on the page against the result document: on the live page once the run is over, and in the
// report, opened from the disk without a network. And the files that the page gives.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { decodeJournal } from "@gadfly/master/journal/journal-format";
import { type ResultDocument, resultDocument } from "@gadfly/shared/result/result-schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wrongFigures } from "./support/expected-figure.ts";
import { type OpenPage, TestBrowser } from "./support/open-page.ts";
import type { Locator } from "./support/playwright.ts";
import { RunView, type ShownFigure, type TabName, tabNames } from "./support/run-view.ts";
import { WebCluster } from "./support/web-cluster.ts";

let browser: TestBrowser;
let cluster: WebCluster;
let result: ResultDocument;
let opened: OpenPage;
let view: RunView;

beforeAll(async () => {
  const simulator = { fault: "status-500", faultShare: 0.2 };
  const workers = ["w1", "w2"];
  [browser, cluster] = await Promise.all([
    TestBrowser.start(),
    WebCluster.start({ workers, simulator, masterArgs: ["--expect-workers", "2"] }),
  ]);
  await cluster.startRun({ users: 4, "run-time": "5s" });
  await cluster.untilStopped();
  result = await cluster.result();
  opened = await browser.open(cluster.address);
  view = new RunView(opened.page);
  await view.button("New run").waitFor();
});

afterAll(async () => {
  await opened?.[Symbol.asyncDispose]();
  await Promise.all([browser?.[Symbol.asyncDispose](), cluster?.[Symbol.asyncDispose]()]);
});

/** The figures of the whole page, by tab. */
async function figuresByTab(page: RunView): Promise<Record<TabName, ShownFigure[]>> {
  const all: Partial<Record<TabName, ShownFigure[]>> = {};
  for (const name of tabNames) {
    await page.openTab(name);
    all[name] = await page.figures();
  }
  return all as Record<TabName, ShownFigure[]>;
}

const namesOf = (figures: readonly ShownFigure[]): Set<string> =>
  new Set(figures.map(({ metric }) => metric));

function expectAllOf(figures: Record<TabName, ShownFigure[]>): void {
  expect(wrongFigures(Object.values(figures).flat(), result)).toEqual([]);
  const metrics = namesOf(figures.Metrics);
  expect(Object.keys(result.metrics).filter((name) => !metrics.has(name))).toEqual([]);
  const errors = namesOf(figures.Errors);
  expect(result.errors.filter((_, place) => !errors.has(`errors[${place}]`))).toEqual([]);
  const workers = namesOf(figures.Workers);
  expect(result.workers.filter((_, place) => !workers.has(`workers[${place}]`))).toEqual([]);
  const ledger = figures.Charts.filter(({ metric }) => metric === "ledger");
  expect(ledger.map(({ figure }) => figure)).toEqual(
    expect.arrayContaining(Object.keys(result.ledger)),
  );
}

describe("the live page after a run", () => {
  it("shows the figures of the result, exactly and as they are read", async () => {
    expect(result.errors.length).toBeGreaterThan(0);
    expectAllOf(await figuresByTab(view));
    expect(opened.troubles).toEqual([]);
  });
});

/** Presses what gives a file, and reads the file. */
async function download(what: RegExp): Promise<{ name: string; path: string; bytes: Buffer }> {
  await view.openTab("Files");
  const panel = opened.page.getByRole("tabpanel");
  const place: Locator = panel.getByRole("link", { name: what }).first();
  const [file] = await Promise.all([opened.page.waitForEvent("download"), place.click()]);
  const path = await file.path();
  return { name: file.suggestedFilename(), path, bytes: await readFile(path) };
}

describe("the files of the page", () => {
  it("have the result as JSON", async () => {
    const { name, bytes } = await download(/JSON/);
    expect(name).toMatch(/\.json$/);
    expect(resultDocument.parse(JSON.parse(bytes.toString()))).toEqual(result);
  });

  it("have the metrics as CSV", async () => {
    const { name, bytes } = await download(/CSV/);
    expect(name).toMatch(/\.csv$/);
    const named = bytes
      .toString()
      .split("\n")
      .filter((line) => line.startsWith("all,"))
      .map((line) => line.split(",")[1] ?? "");
    expect(Object.keys(result.metrics).filter((metric) => !named.includes(metric))).toEqual([]);
  });

  it("have the journal, whole", async () => {
    const { bytes } = await download(/journal/i);
    const journal = decodeJournal(bytes);
    if (!journal.ok) throw new Error(journal.error);
    expect(journal.value.tornBytes).toBe(0);
    expect(journal.value.records.at(-1)).toMatchObject({ type: "end" });
  });

  it("have the report, which shows the same from the disk without a network", async () => {
    const { name, bytes } = await download(/HTML|report/i);
    expect(name).toMatch(/\.html$/);
    const path = await cluster.bench.write("report.html", bytes.toString());
    await using offline = await browser.blank({ offline: true });
    await offline.context.route(/^https?:/, (route) => route.abort());
    await offline.page.goto(pathToFileURL(path).href);
    const report = new RunView(offline.page);
    await report.region("Ledger").waitFor();
    const figures = await figuresByTab(report);
    expectAllOf(figures);
    expect(offline.requests.filter((url) => !url.startsWith("file:"))).toEqual([]);
    expect(offline.troubles).toEqual([]);
    expect(await report.button("Stop").count()).toBe(0);
    await report.openTab("Charts");
    await report.chartsDrawn();
  });

  it("have of a result alone a report with the charts of its timeline", async () => {
    const { bench } = cluster;
    const path = await bench.write("result.json", JSON.stringify(result));
    await bench.run(["report", path, "--html", bench.path("alone.html")]);
    await using offline = await browser.blank({ offline: true });
    await offline.page.goto(pathToFileURL(bench.path("alone.html")).href);
    const report = new RunView(offline.page);
    await report.chartsDrawn();
    expect(await report.chart(/./).count()).toBe(7);
    expect(await report.region("Chosen range").count()).toBe(0);
    expect(offline.troubles).toEqual([]);
  });
});
