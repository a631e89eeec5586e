// The page that gadfly compare writes: from two runs, opened from the disk without a network.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pathToFileURL } from "node:url";
import { axeScript, violationsOf } from "./support/axe.ts";
import { TestBrowser } from "./support/open-page.ts";
import { RunView } from "./support/run-view.ts";
import { startWorkbench, type Workbench } from "../support/workbench.ts";

let browser: TestBrowser;
let bench: Workbench;

const runSmall = async (name: string, tokens: string): Promise<string> => {
  const file = bench.path(`${name}.json`);
  const load = ["-u", "2", "-r", "20", "-t", "3s", "-o", tokens, "--processes", "1", "--headless"];
  const args = ["run", "-H", bench.simulator.url, ...load, "--save-dir", bench.path(name)];
  await bench.run([...args, "--json-file", file]);
  return file;
};

beforeAll(async () => {
  [browser, bench] = await Promise.all([TestBrowser.start(), startWorkbench()]);
  const before = await runSmall("before", "8");
  const after = await runSmall("after", "16");
  const page = bench.path("compare.html");
  const { code, stderr } = await bench.run(["compare", before, after, "--html", page]);
  if (code !== 0) throw new Error(stderr);
});

afterAll(async () => {
  await Promise.all([browser?.[Symbol.asyncDispose](), bench?.[Symbol.asyncDispose]()]);
});

describe.each(["light", "dark"] as const)("the page of a comparison, %s", (colorScheme) => {
  it.each([360, 1280])("opens offline at %i px, breaks no rule and fits", async (width) => {
    await using opened = await browser.blank({
      viewport: { width, height: 800 },
      colorScheme,
      offline: true,
      initScript: axeScript(),
    });
    await opened.page.goto(pathToFileURL(bench.path("compare.html")).href);
    await opened.page.getByRole("heading", { level: 1 }).waitFor();
    expect(await violationsOf(opened.page)).toEqual([]);
    expect(await new RunView(opened.page).overflow()).toBe(0);
    const table = opened.page.getByRole("region", { name: "Distributions" });
    const hidden = await table.evaluate(
      (frame: HTMLElement) => frame.scrollWidth - frame.clientWidth,
    );
    const hint = opened.page.locator("p.hint.wide").first();
    expect([hidden > 0, await hint.isVisible()]).toEqual([width === 360, width === 360]);
    expect(await table.getByRole("columnheader", { name: "change" }).isVisible()).toBe(true);
    expect(opened.requests.filter((url) => !url.startsWith("file:"))).toEqual([]);
    expect(opened.troubles).toEqual([]);
  });
});
