// The page by itself: it opens, says what it is, and breaks none of its own rules.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestBrowser } from "./support/open-page.ts";
import { WebCluster } from "./support/web-cluster.ts";

let browser: TestBrowser;
let cluster: WebCluster;

beforeAll(async () => {
  [browser, cluster] = await Promise.all([TestBrowser.start(), WebCluster.start()]);
});

afterAll(async () => {
  await Promise.all([browser?.[Symbol.asyncDispose](), cluster?.[Symbol.asyncDispose]()]);
});

describe("the page", () => {
  it("opens without an error, and without asking for anything but its own", async () => {
    await using opened = await browser.open(cluster.address);
    await opened.page.getByRole("main").waitFor();
    expect(opened.troubles).toEqual([]);
    expect(opened.requests.filter((url) => !url.startsWith(cluster.address))).toEqual([]);
    expect(await opened.page.title()).toContain("gadfly");
  });
});
