// A range of time, chosen in a chart: the figures of that range are exactly those of its seconds.
import { decodeJournal } from "@gadfly/master/journal/journal-format";
import type { JournalRecord } from "@gadfly/shared/journal/journal-record";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenPage, TestBrowser } from "./support/open-page.ts";
import { type SecondsRange, statisticsOf } from "./support/range-figures.ts";
import { RunView } from "./support/run-view.ts";
import { showsNumber } from "./support/shown-number.ts";
import { WebCluster } from "./support/web-cluster.ts";

let browser: TestBrowser;
let cluster: WebCluster;
let opened: OpenPage;
let view: RunView;
let records: readonly JournalRecord[];

beforeAll(async () => {
  [browser, cluster] = await Promise.all([TestBrowser.start(), WebCluster.start()]);
  await cluster.startRun({ "run-time": "12s" });
  await cluster.untilStopped();
  const bytes = new Uint8Array(await (await cluster.ask("/api/journal")).arrayBuffer());
  const journal = decodeJournal(bytes);
  if (!journal.ok) throw new Error(journal.error);
  ({ records } = journal.value);
  opened = await browser.open(cluster.address);
  view = new RunView(opened.page);
});

afterAll(async () => {
  await opened?.[Symbol.asyncDispose]();
  await Promise.all([browser?.[Symbol.asyncDispose](), cluster?.[Symbol.asyncDispose]()]);
});

/** Drags over a chart, from one share of its width to another. */
async function drag(from: number, to: number): Promise<void> {
  const chart = view.chart(/TTFT|first token/i).first();
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.locator("canvas").first().boundingBox();
  if (box === null) throw new Error("the chart has no canvas");
  const { mouse } = opened.page;
  const y = box.y + box.height / 2;
  await mouse.move(box.x + box.width * from, y);
  await mouse.down();
  await mouse.move(box.x + box.width * to, y, { steps: 4 });
  await mouse.up();
}

/** The range as the page says it. */
async function chosenRange(): Promise<SecondsRange> {
  const text = await view.textWhen(
    view.region("Chosen range"),
    (shown) => /\d+s to \d+s/.test(shown),
    "the range is told",
  );
  const [, fromS, toS] = /(\d+)s to (\d+)s/.exec(text) ?? [];
  return { fromS: Number(fromS), toS: Number(toS) };
}

describe("a range that is dragged in a chart", () => {
  it("shows the percentiles of its seconds, as their histograms say", async () => {
    await view
      .chart(/TTFT|first token/i)
      .first()
      .waitFor();
    await drag(0.35, 0.7);
    const range = await chosenRange();
    expect(range.toS - range.fromS).toBeGreaterThanOrEqual(2);
    expect(range.toS - range.fromS).toBeLessThanOrEqual(8);
    const figures = await view.figures(view.region("Chosen range"));
    const metrics = new Set(figures.map(({ metric }) => metric.replace(/^range\./, "")));
    expect([...metrics]).toEqual(expect.arrayContaining(["ttft", "tpot", "e2e"]));
    const wrong = figures.filter(({ metric, figure, value, text }) => {
      const name = metric.replace(/^range\./, "");
      const exact: unknown = Reflect.get(statisticsOf(records, range, name), figure);
      return figure !== "value" && (value !== String(exact) || !showsNumber(text, Number(exact)));
    });
    expect(wrong).toEqual([]);
  });

  it("differs from the whole run, to which a button leads back", async () => {
    const region = view.region("Chosen range");
    const count = await view.figure(region, (await view.figures(region))[0]?.metric ?? "", "count");
    expect(count).toBeLessThan(Object((await cluster.result()).metrics["ttft"]).count);
    await view.button("Whole run").click();
    await view.textWhen(region, (text) => !/\d+s to \d+s/.test(text), "the whole run is shown");
    expect(await view.button("Whole run").isEnabled()).toBe(false);
    expect(opened.troubles).toEqual([]);
  });
});
