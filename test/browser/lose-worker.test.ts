// One of two workers is killed while the page watches.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestBrowser } from "./support/open-page.ts";
import { RunView, runsWith } from "./support/run-view.ts";
import { WebCluster } from "./support/web-cluster.ts";

let browser: TestBrowser;
let cluster: WebCluster;

beforeAll(async () => {
  const settings = {
    workers: ["steady", "doomed"],
    masterArgs: ["--lease", "1s", "--expect-workers", "2"],
    // Answers of a second: something is in flight whenever a worker goes.
    simulator: { itlMs: 100 },
  };
  [browser, cluster] = await Promise.all([TestBrowser.start(), WebCluster.start(settings)]);
});

afterAll(async () => {
  await Promise.all([browser?.[Symbol.asyncDispose](), cluster?.[Symbol.asyncDispose]()]);
});

describe("a worker that is killed during a run", () => {
  it("is marked, leaves lost requests in the ledger, and makes the verdict say so", async () => {
    await using opened = await browser.open(cluster.address);
    const view = new RunView(opened.page);
    await cluster.startRun({ users: 4, "max-tokens": 10, "run-time": "60s" });
    await cluster.until("four users run", runsWith(4));
    await cluster.until("something was measured", ({ elapsedMs }) => elapsedMs > 3_000);
    cluster.worker("doomed").signal("SIGKILL");
    await cluster.until("the master knows of the loss", ({ members }) =>
      members.some(({ name, liveness }) => name === "doomed" && liveness === "lost"),
    );
    await opened.page
      .locator('[data-metric="ledger"][data-figure="lost"]:not([data-value="0"])')
      .first()
      .waitFor();
    await view.openTab("Log");
    await view.shows(opened.page.getByRole("tabpanel"), /doomed/);
    await view.openTab("Workers");
    await view.shows(opened.page.getByRole("row", { name: /doomed/ }), /lost/i);
    await cluster.stopRun();
    const { ledger, verdict } = await cluster.result();
    await view.shows(view.region("Verdict"), new RegExp(verdict.status, "i"));
    await view.shows(view.region("Verdict"), /doomed|lost/);
    expect(await view.figure(view.region("Ledger"), "ledger", "lost")).toBe(ledger.lost);
    expect(ledger.lost).toBeGreaterThan(0);
    await view.openTab("Charts");
    const mark = opened.page.locator(".mark-loss").first();
    await mark.scrollIntoViewIfNeeded();
    const box = await mark.boundingBox();
    await opened.page.mouse.move(box?.x ?? 0, (box?.y ?? 0) + (box?.height ?? 0) / 2);
    await view.shows(opened.page.locator(".plot-tooltip"), /doomed/);
    expect(opened.troubles).toEqual([]);
  });
});
