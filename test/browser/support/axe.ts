// What axe finds on the page as it is now. It is put into the page from outside, past its policy.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suiteFolder } from "../setup/install-packages.ts";
import type { Page } from "./playwright.ts";

/** The rules that must hold, by their tags. */
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

interface AxeNode {
  readonly html: string;
  readonly failureSummary?: string;
}

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly AxeNode[] }[];
}

interface Axe {
  run(place: Document, settings: unknown): Promise<AxeResults>;
}

/** Runs before the page, so that axe is there when it is asked. */
export const axeScript = (): string =>
  readFileSync(join(suiteFolder, "node_modules/axe-core/axe.min.js"), "utf8");

/** Every violation in one line: rule, element, what is wrong. */
export async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(async (wanted: string[]) => {
    const { axe } = globalThis as unknown as { readonly axe: Axe };
    return axe.run(document, {
      runOnly: { type: "tag", values: wanted },
      resultTypes: ["violations"],
    });
  }, tags);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary = "" }) =>
        `${id}: ${html.slice(0, 200)} ${failureSummary.replaceAll(/\s+/g, " ").slice(0, 300)}`,
    ),
  );
}
