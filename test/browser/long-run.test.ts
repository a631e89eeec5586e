// A run of an hour on the page: it opens at once, and stays smooth while the run goes on. What it took is
// printed; the bounds are those of a page that is broken, not those of a page that is fast.
import { join } from "node:path";
import type { JournalRecord } from "@gadfly/master/journal/journal-record";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repositoryRoot } from "../support/repository-root.ts";
import { syntheticRecords } from "../support/synthetic-run.ts";
import { WebBench } from "../support/web-bench.ts";
import { TestBrowser } from "./support/open-page.ts";
import type { Page } from "./support/playwright.ts";
import { RunView } from "./support/run-view.ts";

const pageFolder = join(repositoryRoot, "packages/cli/dist/programs/page");
const hourS = 3_600;

let browser: TestBrowser;
let bench: WebBench;
let run: ReturnType<WebBench["begin"]>;
/** The seconds after the hour. */
let more: JournalRecord[];

const isInterval = ({ type }: JournalRecord): boolean => type === "interval";

beforeAll(async () => {
  [browser, bench] = await Promise.all([TestBrowser.start(), WebBench.start({ pageFolder })]);
  const [, ...records] = syntheticRecords({ seconds: hourS + 60, requestsPerS: 10, workers: 2 });
  const withoutEnd = records.filter(({ type }) => type !== "end");
  more = withoutEnd.filter(isInterval).slice(hourS);
  run = bench.begin("an-hour", ...withoutEnd.filter((record) => !more.includes(record)));
});

afterAll(async () => {
  await Promise.all([browser?.[Symbol.asyncDispose](), bench?.[Symbol.asyncDispose]()]);
});

const print = (what: string, figures: Readonly<Record<string, number>>): void => {
  const texts = Object.entries(figures).map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`);
  process.stderr.write(`browser: ${what}: ${texts.join(", ")}\n`);
};

const paintMs = (page: Page): Promise<number> =>
  page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? -1);

const nowMs = (page: Page): Promise<number> => page.evaluate(() => performance.now());

const canvasesInked = (): boolean => {
  const canvases = [...document.querySelectorAll("canvas")];
  return canvases.length >= 6 && canvases.some(({ width, height }) => width * height > 10_000);
};

/** Times between frames, over a number of frames. */
const frameTimes = (page: Page, frames: number): Promise<number[]> =>
  page.evaluate(
    (count: number) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        let lastMs = performance.now();
        const tick = (): void => {
          const now = performance.now();
          times.push(now - lastMs);
          lastMs = now;
          if (times.length < count) requestAnimationFrame(tick);
          else resolve(times);
        };
        requestAnimationFrame(tick);
      }),
    frames,
  );

const rank = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

describe("a page with an hour of history", () => {
  it("paints at once and draws its charts soon", async () => {
    await using opened = await browser.open(bench.url());
    await opened.page.waitForFunction(canvasesInked, null);
    const figures = { "first paint": await paintMs(opened.page), charts: await nowMs(opened.page) };
    print("an hour of history", figures);
    expect(figures["first paint"]).toBeGreaterThan(0);
    expect(figures["first paint"]).toBeLessThan(3_000);
    expect(figures.charts).toBeLessThan(10_000);
    expect(opened.troubles).toEqual([]);
  });

  it("goes on smoothly while seconds come in", async () => {
    await using opened = await browser.open(bench.url());
    await opened.page.waitForFunction(canvasesInked, null);
    const measured = frameTimes(opened.page, 200);
    const feed = setInterval(() => {
      const next = more.shift();
      if (next !== undefined) bench.write(run, next);
    }, 250);
    const sorted = (await measured).toSorted((a, b) => a - b);
    clearInterval(feed);
    const figures = { p50: rank(sorted, 0.5), p95: rank(sorted, 0.95), longest: rank(sorted, 1) };
    print("frames with an hour of history, four seconds of run in each second", figures);
    expect(figures.p50).toBeLessThan(100);
    expect(figures.longest).toBeLessThan(3_000);
  });

  it("chooses ranges of which only longer steps are stored, and says so", async () => {
    await using opened = await browser.open(bench.url());
    const view = new RunView(opened.page);
    const chart = view.chart(/TTFT|first token/i).first();
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.locator("canvas").first().boundingBox();
    if (box === null) throw new Error("the chart has no canvas");
    const y = box.y + box.height / 2;
    await opened.page.mouse.move(box.x + box.width * 0.2, y);
    await opened.page.mouse.down();
    await opened.page.mouse.move(box.x + box.width * 0.3, y, { steps: 4 });
    await opened.page.mouse.up();
    await view.shows(view.region("Chosen range"), /only whole 10s are stored/);
    expect(opened.troubles).toEqual([]);
  });
});
