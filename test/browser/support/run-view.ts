// The page by the names that its elements have for people and screen readers: what a test presses and reads.
import type { RunStatus } from "@gadfly/shared/web/run-status";
import { waitUntil } from "../../support/wait-until.ts";
import type { Locator, Page } from "./playwright.ts";

/** The tabs, in their order. */
export const tabNames = ["Charts", "Metrics", "Errors", "Workers", "Log", "Files"] as const;
export type TabName = (typeof tabNames)[number];

/** A figure as the page holds it and as it shows it. */
export interface ShownFigure {
  readonly metric: string;
  readonly figure: string;
  /** The exact number; "" where there is none. */
  readonly value: string;
  readonly text: string;
}

/** How much of a canvas is drawn on: its share of pixels that are not transparent. */
const inkOf = (canvas: HTMLCanvasElement): number => {
  const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
  if (pixels === undefined) return 0;
  let inked = 0;
  for (let alpha = 3; alpha < pixels.length; alpha += 4) if ((pixels[alpha] ?? 0) > 0) inked += 1;
  return inked / (pixels.length / 4);
};

const readFigures = (cells: HTMLElement[]): ShownFigure[] =>
  cells.map(({ dataset, innerText }) => ({
    metric: dataset["metric"] ?? "",
    figure: dataset["figure"] ?? "",
    value: dataset["value"] ?? "",
    text: innerText.trim(),
  }));

/** The page of a run. */
export class RunView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** A part of the page that has a name of its own. */
  region(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** A field of the start form. */
  option(name: string): Locator {
    return this.page.locator(`#option-${name}`);
  }

  async openTab(name: TabName): Promise<void> {
    await this.page.getByRole("tab", { name }).click();
    await this.page.getByRole("tab", { name, selected: true }).waitFor();
  }

  /** A chart or any other figure with a caption. */
  chart(title: string | RegExp): Locator {
    return this.page.getByRole("figure", { name: title });
  }

  /** Waits until something stands on the page. */
  async shows(place: Locator, what: RegExp): Promise<void> {
    await place.filter({ hasText: what }).first().waitFor();
  }

  /** Waits until the text of a place is as wanted, and gives it. */
  async textWhen(
    place: Locator,
    isWanted: (text: string) => boolean,
    what: string,
  ): Promise<string> {
    let text = "";
    const holds = async (): Promise<boolean> => {
      text = await place.innerText();
      return isWanted(text);
    };
    try {
      await waitUntil(holds, { what });
    } catch (cause) {
      throw new Error(`${String(cause)}; it shows: ${text}`, { cause });
    }
    return text;
  }

  /** Charts of which something is drawn, by caption. */
  async inkByChart(): Promise<Record<string, number>> {
    const charts = await this.page.getByRole("figure").all();
    const inks = await Promise.all(charts.map((chart) => this.inkOf(chart)));
    const titles = await Promise.all(
      charts.map(async (chart) => (await chart.locator("figcaption").innerText()).trim()),
    );
    return Object.fromEntries(titles.map((title, index) => [title, inks[index] ?? 0]));
  }

  /** Waits until each of the charts is drawn; a chart is drawn a frame after it is laid out. */
  chartsDrawn(): Promise<void> {
    const areDrawn = async (): Promise<boolean> => {
      const inks = Object.values(await this.inkByChart());
      return inks.length >= 6 && Math.min(...inks) > 0;
    };
    return waitUntil(areDrawn, { what: "every chart is drawn" });
  }

  async inkOf(chart: Locator): Promise<number> {
    const shares = await Promise.all(
      (await chart.locator("canvas").all()).map((canvas) => canvas.evaluate(inkOf)),
    );
    return Math.max(0, ...shares);
  }

  /** The figures within a place, the whole page when none is given. */
  figures(place?: Locator): Promise<ShownFigure[]> {
    const cells = (place ?? this.page).locator("[data-metric][data-figure]");
    return cells.evaluateAll(readFigures);
  }

  /** The exact value of one figure of a place. */
  async figure(place: Locator, metric: string, figure: string): Promise<number> {
    const all = await this.figures(place);
    const found = all.find((row) => row.metric === metric && row.figure === figure);
    if (found === undefined || found.value === "")
      throw new Error(`no ${metric} ${figure} is shown`);
    return Number(found.value);
  }

  /** How far the page can be moved sideways, in pixels: 0 where everything fits. */
  overflow(): Promise<number> {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  }
}

/** Whether the load is there as it was asked for. */
export const runsWith =
  (users: number) =>
  (status: RunStatus): boolean =>
    status.state === "running" && status.users === users;
