// Names, answers and prompts that would like to be markup, to run, or to push the page apart.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pathToFileURL } from "node:url";
import { type Page as ServerPage, type PageServer, servePages } from "../support/page-server.ts";
import { type OpenPage, TestBrowser } from "./support/open-page.ts";
import { RunView, tabNames } from "./support/run-view.ts";
import { WebCluster } from "./support/web-cluster.ts";

const script = `<script>window.wasExecuted = true</script>`;
const image = `<img src=x onerror="window.wasExecuted = true">`;
const mark = `"'\`</script></style></textarea><!--`;
const rightToLeft = "\u202Eevil\u202C مرحبا";
const longWord = "W".repeat(10_000);

const hostileModel = `m${image}${mark}`;
const hostileWorker = `w${image}${rightToLeft}`;
const hostilePrompt = `${script}${mark}${rightToLeft} ${longWord}`;

/** Nothing else than refusals, whose bodies are as bad as bodies get. */
const refuse = (url: string): ServerPage => {
  const message = `${script}${image}${mark}${rightToLeft}${longWord}`;
  if (url.includes("models")) return { status: 404, body: message };
  return { status: 500, body: JSON.stringify({ error: { message, type: image } }) };
};

let browser: TestBrowser;
let cluster: WebCluster;
let server: PageServer;

beforeAll(async () => {
  server = await servePages(({ url }) => refuse(url));
  [browser, cluster] = await Promise.all([
    TestBrowser.start(),
    WebCluster.start({ workers: [hostileWorker] }),
  ]);
  const wish = { model: hostileModel, prompt: hostilePrompt, provider: "openai", users: 2 };
  await cluster.startRun({ host: server.url, "failure-wait": "200ms", ...wish });
  await cluster.until("two users run", ({ users }) => users === 2);
});

afterAll(async () => {
  await Promise.all([
    browser?.[Symbol.asyncDispose](),
    cluster?.[Symbol.asyncDispose](),
    server?.[Symbol.asyncDispose](),
  ]);
});

/** Elements that only markup of somebody else can have made. */
const foreignElements = ({ page }: OpenPage): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("img, iframe, object, embed, [onerror], body script")]
      .filter((element) => !(element instanceof HTMLScriptElement && isOurs(element)))
      .map(({ outerHTML }) => outerHTML.slice(0, 100)),
  );

const wasExecuted = ({ page }: OpenPage): Promise<boolean> =>
  page.evaluate(() => "wasExecuted" in window);

async function expectHarmless(opened: OpenPage): Promise<void> {
  const view = new RunView(opened.page);
  await view.region("Ledger").waitFor();
  const overflows: Record<string, number> = {};
  for (const name of tabNames) {
    await view.openTab(name);
    expect(await foreignElements(opened)).toEqual([]);
    const overflow = await view.overflow();
    if (overflow > 0) overflows[name] = overflow;
  }
  expect(overflows).toEqual({});
  expect(await wasExecuted(opened)).toBe(false);
  expect(opened.troubles).toEqual([]);
}

// Defined in the page, because what is evaluated there cannot see what is here.
const initScript = `window.isOurs = (script) => script.id === "journal" || script.type === "module";`;
declare const isOurs: (script: HTMLScriptElement) => boolean;

describe.each([360, 1280])("hostile strings at %i px", (width) => {
  const viewport = { width, height: 740 };

  it("are text on the live page, and as wide as there is room", async () => {
    await using opened = await browser.open(cluster.address, { viewport, initScript });
    const view = new RunView(opened.page);
    await view.region("Ledger").waitFor();
    await view.openTab("Errors");
    await view.shows(opened.page.getByRole("tabpanel"), /<script>window\.wasExecuted/);
    await view.openTab("Workers");
    await view.shows(opened.page.getByRole("tabpanel"), /<img src=x/);
    await expectHarmless(opened);
    expect(opened.requests.filter((url) => !url.startsWith(cluster.address))).toEqual([]);
  });
});

describe("a report of hostile strings", () => {
  it("opens from the disk, harmless and readable", async () => {
    await cluster.stopRun();
    const folder = (await cluster.status()).folder ?? "";
    const file = cluster.bench.path("hostile.html");
    const { stderr } = await cluster.bench.run(["report", folder, "--html", file]);
    expect(stderr).not.toMatch(/error/i);
    await using opened = await browser.blank({ viewport: { width: 360, height: 740 }, initScript });
    await opened.page.goto(pathToFileURL(file).href);
    const view = new RunView(opened.page);
    await view.region("Ledger").waitFor();
    await view.openTab("Errors");
    await view.shows(opened.page.getByRole("tabpanel"), /<script>window\.wasExecuted/);
    await expectHarmless(opened);
  });
});

describe("the start form of hostile values", () => {
  it("holds them as values", async () => {
    await cluster.post("/api/run/clear");
    await using opened = await browser.open(cluster.address, {
      viewport: { width: 360, height: 740 },
      initScript,
    });
    const view = new RunView(opened.page);
    await view.option("model").fill(hostileModel);
    await view.option("host").fill(`http://127.0.0.1:9/${longWord}`);
    await view.shows(view.region("Equivalent command"), /<img src=x/);
    expect(await foreignElements(opened)).toEqual([]);
    expect(await wasExecuted(opened)).toBe(false);
    expect(await view.overflow()).toBe(0);
  });
});
