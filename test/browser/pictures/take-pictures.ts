// The pictures of the documentation: one run as the page shows it, its report, and a comparison.
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { TestBrowser } from "../support/open-page.ts";
import { type RunView, runsWith, tabNames } from "../support/run-view.ts";
import { WebCluster } from "../support/web-cluster.ts";
import { takePictures } from "./picture-folder.ts";

/** A model on a small device, one answer in a hundred of which is an error. */
const simulator = {
  baseTtftMs: 60,
  prefillTokensPerS: 20_000,
  itlMs: 12,
  itlPerRunningMs: 0.5,
  jitter: 0.3,
  seed: 7,
  fault: "status-503",
  faultShare: 0.01,
};

const load = { users: 8, "spawn-rate": 2, "max-tokens": 48, "prompt-tokens": 256, seed: 7 };

let browser: TestBrowser;
let cluster: WebCluster;

const showsFilledForm = async (view: RunView): Promise<void> => {
  await view.option("host").fill("http://10.0.0.7:8000");
  await view.option("users").fill("8");
  await view.option("spawn-rate").fill("2");
  await view.option("run-time").fill("45s");
  await view.shows(view.region("Equivalent command"), /gadfly master/);
};

const showsRun = async (view: RunView): Promise<void> => {
  await view.region("Ledger").waitFor();
  await view.page.locator("figure canvas, main h1, main h2").first().waitFor();
  // Buttons that take the place of others wait a moment before they can be pressed.
  await view.page.locator("button[aria-disabled=true]").first().waitFor({ state: "hidden" });
};

beforeAll(async () => {
  const args = ["--expect-workers", "2"];
  [browser, cluster] = await Promise.all([
    TestBrowser.start(),
    WebCluster.start({ workers: ["north", "south"], masterArgs: args, simulator }),
  ]);
});

afterAll(async () => {
  await Promise.all([browser?.[Symbol.asyncDispose](), cluster?.[Symbol.asyncDispose]()]);
});

const allViews = () =>
  tabNames.map((tab) => ({ name: tab.toLowerCase(), tab, address: cluster.address }));

/** Runs to the end and gives the folder. */
async function runOf(wish: Readonly<Record<string, unknown>>): Promise<string> {
  await cluster.post("/api/run/clear");
  await cluster.startRun({ ...load, ...wish, "run-time": "15s" });
  await cluster.untilStopped();
  return (await cluster.status()).folder ?? "";
}

it("photographs start form, run, report and comparison", async () => {
  const { address } = cluster;
  await takePictures(browser, { name: "start", address, isReady: showsFilledForm });

  await cluster.startRun({ ...load, "run-time": "45s" });
  await cluster.until("eight users run", runsWith(8));
  await cluster.until("15 s are over", ({ elapsedMs }) => elapsedMs > 15_000);
  await cluster.post("/api/run/load", { users: 16 });
  await cluster.until("38 s are over", ({ elapsedMs }) => elapsedMs > 38_000);
  await takePictures(browser, { name: "charts", tab: "Charts", address, isReady: showsRun });
  await cluster.untilStopped();
  const first = (await cluster.status()).folder ?? "";
  for (const view of allViews().slice(1))
    await takePictures(browser, { ...view, isReady: showsRun });
  const dark = { name: "charts-dark", tab: "Charts", colorScheme: "dark" } as const;
  await takePictures(browser, { ...dark, address, isReady: showsRun });

  const report = cluster.bench.path("report.html");
  await cluster.bench.run(["report", first, "--html", report]);
  const reportAddress = pathToFileURL(report).href;
  await takePictures(browser, { name: "report", address: reportAddress, isReady: showsRun });

  const before = await runOf({ "prompt-tokens": 256 });
  const after = await runOf({ "prompt-tokens": 1024 });
  const comparison = cluster.bench.path("compare.html");
  await cluster.bench.run(["compare", before, after, "--html", comparison]);
  await takePictures(browser, {
    name: "compare",
    address: pathToFileURL(comparison).href,
    isReady: (view) => view.page.getByRole("heading", { level: 1 }).waitFor(),
  });
  expect((await cluster.result()).ledger.failed).toBeGreaterThanOrEqual(0);
});
