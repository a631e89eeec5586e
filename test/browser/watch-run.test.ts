// Several viewers of one run: one that comes late, one whose connection is cut, one that chooses a range.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { waitUntil } from "../support/wait-until.ts";
import { TestBrowser } from "./support/open-page.ts";
import type { SocketRoute } from "./support/playwright.ts";
import { RunView } from "./support/run-view.ts";
import { WebCluster } from "./support/web-cluster.ts";

let browser: TestBrowser;
let cluster: WebCluster;

beforeAll(async () => {
  [browser, cluster] = await Promise.all([TestBrowser.start(), WebCluster.start()]);
  await cluster.startRun({ "run-time": "90s" });
  await cluster.until("eight seconds are over", ({ elapsedMs }) => elapsedMs > 8_000);
});

afterAll(async () => {
  await Promise.all([browser?.[Symbol.asyncDispose](), cluster?.[Symbol.asyncDispose]()]);
});

/** Times in the rows of a chart's table, in seconds. */
async function timesOf(view: RunView, title: RegExp): Promise<number[]> {
  const chart = view.chart(title).first();
  await chart.getByRole("button", { name: "Show as table" }).click();
  const rows = chart.locator("tbody tr");
  await rows.first().waitFor();
  const texts = await rows.evaluateAll<HTMLTableRowElement, string[]>((all) =>
    all.map((row) => row.cells[0]?.innerText ?? ""),
  );
  return texts.map((text) => Number.parseFloat(text));
}

describe("a late viewer", () => {
  it("sees the whole run, not just what comes after", async () => {
    await using opened = await browser.open(cluster.address);
    const view = new RunView(opened.page);
    await view.chart(/users/i).first().waitFor();
    const times = await timesOf(view, /users/i);
    expect(Math.min(...times)).toBeLessThanOrEqual(2);
    expect(times.length).toBeGreaterThanOrEqual(7);
    expect(opened.troubles).toEqual([]);
  });
});

describe("a viewer whose connection is cut", () => {
  it("is told so, and then shows everything again by itself", async () => {
    await using opened = await browser.blank();
    const routes: SocketRoute[] = [];
    await opened.page.routeWebSocket(/\/api\/feed/, (route) => {
      routes.push(route);
      route.connectToServer();
    });
    await opened.page.goto(cluster.address);
    const view = new RunView(opened.page);
    await view.region("Ledger").waitFor();
    const wasCutAtMs = (await cluster.status()).elapsedMs;
    await routes[0]?.close({ code: 1012, reason: "cut by the test" });
    await view.shows(opened.page.getByRole("status", { name: "Connection" }), /\S/);
    await waitUntil(() => routes.length > 1, { what: "the page connects again" });
    await cluster.until("two more seconds", ({ elapsedMs }) => elapsedMs > wasCutAtMs + 2_500);
    const times = await timesOf(view, /users/i);
    const last = Math.max(...times);
    expect(last * 1000).toBeGreaterThan(wasCutAtMs);
    expect(new Set(times).size).toBe(times.length);
    expect(times.length).toBeGreaterThanOrEqual(Math.floor(last) - 1);
  });
});

describe("a viewer on a phone", () => {
  it("has state, verdict, ledger and Stop in sight wherever the view is scrolled to", async () => {
    await using opened = await browser.open(cluster.address, {
      viewport: { width: 360, height: 740 },
    });
    const view = new RunView(opened.page);
    await view
      .chart(/first token/i)
      .first()
      .waitFor();
    const heightOf = (): Promise<number> =>
      opened.page.evaluate(() => {
        scrollTo(0, document.documentElement.scrollHeight);
        const head = document.querySelector(".page-head");
        const { top = -1, height = 740 } = head?.getBoundingClientRect() ?? {};
        return top === 0 && scrollY > 740 ? height : 740;
      });
    expect(await heightOf()).toBeLessThan(740 / 5);
    const head = opened.page.getByRole("banner");
    for (const name of ["Verdict", "Ledger", "Run"])
      await head.getByRole("region", { name, exact: true }).waitFor();
    await head.getByRole("button", { name: "Stop" }).waitFor();
  });
});

describe("a line of a chart", () => {
  it("goes and comes back at its entry of the legend", async () => {
    await using opened = await browser.open(cluster.address);
    const view = new RunView(opened.page);
    const chart = view.chart("Time to first token");
    await chart.first().waitFor();
    const entry = (pressed: boolean) =>
      chart.first().getByRole("button", { name: /^p99/, pressed }).first();
    await entry(true).click();
    await entry(false).click();
    await entry(true).waitFor();
    expect(opened.troubles).toEqual([]);
  });
});
