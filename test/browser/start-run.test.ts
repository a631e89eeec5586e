// From an empty page to a finished run and the next one, with the mouse: form, live changes, stop, reset.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenPage, TestBrowser } from "./support/open-page.ts";
import { RunView, runsWith } from "./support/run-view.ts";
import { WebCluster } from "./support/web-cluster.ts";

let browser: TestBrowser;
let cluster: WebCluster;
let opened: OpenPage;
let view: RunView;

beforeAll(async () => {
  [browser, cluster] = await Promise.all([TestBrowser.start(), WebCluster.start()]);
  opened = await browser.open(cluster.address);
  view = new RunView(opened.page);
});

afterAll(async () => {
  await opened?.[Symbol.asyncDispose]();
  await Promise.all([browser?.[Symbol.asyncDispose](), cluster?.[Symbol.asyncDispose]()]);
});

// Each test goes on from where the one before has left the page, as a person does.
describe("the start form", () => {
  it("greets a viewer while there is no run, and knows the workers", async () => {
    await opened.page.getByRole("heading", { name: "Start a run" }).waitFor();
    await view.option("host").waitFor();
    const host = opened.page.getByLabel(/^Server address +--host -H$/);
    expect(await host.first().getAttribute("id")).toBe("option-host");
  });

  it("says at the field what is wrong with it, and starts nothing", async () => {
    await view.option("users").fill("0");
    await view.option("host").fill("not a url");
    await view.button("Start").click();
    const users = view.option("users");
    await opened.page.locator("#option-users[aria-invalid=true]").waitFor();
    const said = await users.evaluate<HTMLElement, string>((field) =>
      (field.getAttribute("aria-describedby") ?? "")
        .split(" ")
        .map((id) => document.querySelector(`#${CSS.escape(id)}`)?.textContent ?? "")
        .join(" "),
    );
    expect(said).toMatch(/1 to 100.?000/);
    await opened.page.locator("#option-host[aria-invalid=true]").waitFor();
    expect((await cluster.status()).state).toBe("idle");
  });

  it("shows the command line that does the same, as it is typed", async () => {
    await view.option("host").fill(cluster.target);
    await view.option("users").fill("2");
    await view.option("spawn-rate").fill("20");
    const command = view.region("Equivalent command");
    await view.shows(command, /-u 2\b/);
    await view.shows(command, /-r 20\b/);
    expect(await command.innerText()).toContain(`-H ${cluster.target}`);
    expect(await opened.page.locator("[aria-invalid=true]").count()).toBe(0);
  });

  it("starts the run", async () => {
    await view.option("max-tokens").fill("8");
    await view.option("run-time").fill("60s");
    await view.button("Start").click();
    await cluster.until("two users run", runsWith(2));
    await view.region("Ledger").waitFor();
    await view.button("Stop").waitFor();
    expect((await cluster.status()).commandLine).toContain("-o 8");
  });
});

describe("a run that is watched", () => {
  it("has numbers that rise and charts that are drawn", async () => {
    const started = () => view.figure(view.region("Ledger"), "ledger", "started");
    await view.page.locator('[data-metric="ledger"][data-figure="started"]').first().waitFor();
    const before = await started();
    await cluster.until("five seconds are over", ({ elapsedMs }) => elapsedMs > 5_000);
    expect(await started()).toBeGreaterThan(before);
    await view.openTab("Charts");
    await view.chartsDrawn();
  });

  it("takes another number of users", async () => {
    await opened.page.getByLabel("Users", { exact: true }).fill("5");
    await opened.page.getByLabel("Users per second", { exact: true }).fill("50");
    await view.button("Apply").click();
    await cluster.until("five users run", runsWith(5));
    await view.openTab("Log");
    await view.shows(opened.page.getByRole("tabpanel"), /Users changed from 2 to 5/);
    expect((await cluster.status()).spawnRate).toBe(50);
  });

  it("begins its numbers anew when told to, and still counts every request", async () => {
    const before = (await cluster.result()).ledger.started;
    await view.button("Reset statistics").click();
    await view.button("Yes, reset").click();
    await view.shows(opened.page.getByRole("tabpanel"), /reset/i);
    const { ledger, metrics } = await cluster.result();
    expect(ledger.started).toBeGreaterThanOrEqual(before);
    expect(Object(metrics["ttft"]).count ?? 0).toBeLessThan(ledger.succeeded);
  });

  it("stops, and says how it ended", async () => {
    await view.button("Stop").click();
    await cluster.untilStopped();
    await view.button("New run").waitFor();
    await view.shows(view.region("Verdict"), /VALID|SUSPECT|INVALID/i);
    expect((await cluster.result()).run.endReason).toBe("stoppedByUser");
    expect(await view.figure(view.region("Ledger"), "ledger", "inFlight")).toBe(0);
  });

  it("makes room for the next one, which starts from the same form", async () => {
    const first = (await cluster.status()).runId;
    await view.button("New run").click();
    await opened.page.getByRole("heading", { name: "Start a run" }).waitFor();
    await view.option("host").fill(cluster.target);
    await view.option("users").fill("1");
    await opened.page.getByLabel("Filter the options").fill("max-requests");
    await view.option("max-requests").fill("3");
    await view.button("Start").click();
    await cluster.until(
      "the second run is over",
      ({ state, runId }) => state === "stopped" && runId !== first,
    );
    await opened.page
      .locator('[data-metric="ledger"][data-figure="succeeded"][data-value="3"]')
      .first()
      .waitFor();
    expect((await cluster.result()).ledger.succeeded).toBe(3);
  });

  it("has caused no error", () => {
    expect(opened.troubles).toEqual([]);
  });
});
