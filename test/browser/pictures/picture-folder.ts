// Pictures of one view at the widths of a phone, a desk and a wall.
import { join } from "node:path";
import { repositoryRoot } from "../../support/repository-root.ts";
import { type OpenPage, type TestBrowser } from "../support/open-page.ts";
import { RunView, type TabName } from "../support/run-view.ts";

/** Where the pictures of the documentation lie. */
const pictureFolder = join(repositoryRoot, "docs/images");

const screens = [
  { width: 360, height: 740 },
  { width: 1280, height: 900 },
  { width: 2560, height: 1440 },
] as const;

/** What is photographed. */
export interface PictureWish {
  /** First part of the file's name. */
  readonly name: string;
  readonly address: string;
  readonly tab?: TabName;
  readonly colorScheme?: "light" | "dark";
  /** Waits until there is something to see. */
  readonly isReady: (view: RunView) => Promise<void>;
}

async function take(opened: OpenPage, wish: PictureWish, width: number): Promise<void> {
  const view = new RunView(opened.page);
  await wish.isReady(view);
  if (wish.tab !== undefined) await view.openTab(wish.tab);
  // Two frames: what was laid out in the first is drawn in the second.
  await opened.page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );
  const path = join(pictureFolder, `${wish.name}-${width}.png`);
  await opened.page.screenshot({ path, animations: "disabled" });
}

/** Takes the pictures of a view. */
export async function takePictures(browser: TestBrowser, wish: PictureWish): Promise<void> {
  const { colorScheme = "light" } = wish;
  for (const viewport of screens) {
    await using opened = await browser.open(wish.address, {
      viewport,
      colorScheme,
      deviceScaleFactor: 1,
      locale: "en-GB",
      timezoneId: "UTC",
    });
    await take(opened, wish, viewport.width);
  }
}
