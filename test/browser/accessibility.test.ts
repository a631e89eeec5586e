// Every view by the rules of axe, light and dark, on a phone and on a desk; the keyboard alone; no motion.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeScript, violationsOf } from "./support/axe.ts";
import { type OpenPage, TestBrowser } from "./support/open-page.ts";
import { RunView, tabNames } from "./support/run-view.ts";
import { WebCluster } from "./support/web-cluster.ts";

let browser: TestBrowser;
let cluster: WebCluster;

beforeAll(async () => {
  [browser, cluster] = await Promise.all([TestBrowser.start(), WebCluster.start()]);
});

afterAll(async () => {
  await Promise.all([browser?.[Symbol.asyncDispose](), cluster?.[Symbol.asyncDispose]()]);
});

const widths = [360, 1280] as const;
const schemes = ["light", "dark"] as const;
const looks = widths.flatMap((width) => schemes.map((scheme) => ({ width, scheme })));

const openAs = ({ width, scheme }: (typeof looks)[number]): Promise<OpenPage> =>
  browser.open(cluster.address, {
    viewport: { width, height: 800 },
    colorScheme: scheme,
    initScript: axeScript(),
  });

describe.each(looks)("at $width px, $scheme", (look) => {
  it("the start form breaks no rule and fits", async () => {
    await using opened = await openAs(look);
    const view = new RunView(opened.page);
    await view.option("host").waitFor();
    expect(await violationsOf(opened.page)).toEqual([]);
    expect(await view.overflow()).toBe(0);
  });
});

/** Presses a key until a place has the focus. */
async function reach(view: RunView, selector: string, key = "Tab"): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await view.page.keyboard.press(key);
    const isThere = await view.page.evaluate(
      (wanted: string) => document.activeElement?.matches(wanted) === true,
      selector,
    );
    if (isThere) return;
  }
  throw new Error(`${key} never leads to ${selector}`);
}

/** Name of what has the focus. */
const focusedText = (view: RunView): Promise<string> =>
  view.page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");

const reachButton = async (view: RunView, name: string): Promise<void> => {
  for (let presses = 0; presses < 120; presses += 1) {
    await reach(view, "button");
    if ((await focusedText(view)) === name) return;
  }
  throw new Error(`Tab never leads to the button ${name}`);
};

describe("the keyboard alone", () => {
  it("starts a run, walks through its views and stops it", async () => {
    await using opened = await browser.open(cluster.address);
    const view = new RunView(opened.page);
    const { keyboard } = opened.page;
    await view.option("host").waitFor();
    await reach(view, "#option-host");
    await keyboard.press("Control+A");
    await keyboard.type(cluster.target);
    await reach(view, "#option-users");
    await keyboard.press("Control+A");
    await keyboard.type("2");
    await reach(view, "#option-run-time");
    await keyboard.press("Control+A");
    await keyboard.type("2m");
    await keyboard.press("Enter");
    await cluster.until("the run is under way", ({ state }) => state === "running");

    await view.button("Stop").waitFor();
    await reach(view, "[role=tab]");
    await keyboard.press("ArrowRight");
    await opened.page.getByRole("tab", { name: "Metrics", selected: true }).waitFor();
    await keyboard.press("End");
    await opened.page.getByRole("tab", { name: "Files", selected: true }).waitFor();
    await keyboard.press("Home");
    await opened.page.getByRole("tab", { name: "Charts", selected: true }).waitFor();

    await reachButton(view, "Show as table");
    await keyboard.press("Enter");
    await opened.page.getByRole("figure").getByRole("table").first().waitFor();
    expect(opened.troubles).toEqual([]);
  });

  it("always shows where it is", async () => {
    await using opened = await browser.open(cluster.address);
    const view = new RunView(opened.page);
    await view.button("Stop").waitFor();
    const unmarked = new Set<string>();
    for (let presses = 0; presses < 40; presses += 1) {
      await opened.page.keyboard.press("Tab");
      const bare = await opened.page.evaluate(() => {
        const focused = document.activeElement;
        if (focused === null || focused === document.body) return null;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(focused);
        const isMarked =
          (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || boxShadow !== "none";
        return isMarked ? null : focused.outerHTML.slice(0, 120);
      });
      if (bare !== null) unmarked.add(bare);
    }
    expect([...unmarked]).toEqual([]);
  });
});

// The run that the keyboard has started is under way.
describe.each(looks)("during a run at $width px, $scheme", (look) => {
  it("every view breaks no rule and fits", async () => {
    await using opened = await openAs(look);
    const view = new RunView(opened.page);
    await view.region("Ledger").waitFor();
    const found: Record<string, unknown> = {};
    for (const name of tabNames) {
      await view.openTab(name);
      const violations = await violationsOf(opened.page);
      const overflow = await view.overflow();
      if (violations.length > 0 || overflow > 0) found[name] = { violations, overflow };
    }
    expect(found).toEqual({});
  });
});

describe("a viewer who wants no motion", () => {
  it("gets none", async () => {
    await using opened = await browser.open(cluster.address, { reducedMotion: "reduce" });
    const view = new RunView(opened.page);
    await view.region("Ledger").waitFor();
    const moving = new Set<string>();
    for (const name of tabNames) {
      await view.openTab(name);
      const names = await opened.page.evaluate(() =>
        document
          .getAnimations()
          .filter(({ playState, effect }) => {
            const { duration = 0 } = effect?.getTiming() ?? {};
            return playState === "running" && Number(duration) > 1;
          })
          .map((animation) => `animation ${animation.id}`),
      );
      for (const one of names) moving.add(`${name}: ${one}`);
    }
    expect([...moving]).toEqual([]);
  });
});

describe("the keyboard at the end", () => {
  it("stops the run", async () => {
    await using opened = await browser.open(cluster.address);
    const view = new RunView(opened.page);
    await view.button("Stop").waitFor();
    await reachButton(view, "Stop");
    await opened.page.keyboard.press("Enter");
    await cluster.untilStopped();
    await view.button("New run").waitFor();
    expect((await cluster.result()).run.endReason).toBe("stoppedByUser");
  });
});
