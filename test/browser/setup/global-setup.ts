// Before the first test: the packages are installed and a Chromium is found.
import type { TestProject } from "vitest/node";
import { findChromium } from "./find-chromium.ts";
import { installPackages } from "./install-packages.ts";

const say = (text: string): void => void process.stderr.write(`browser: ${text}\n`);

/** Called by vitest. */
export function setup(project: TestProject): void {
  installPackages(say);
  const path = findChromium();
  say(`driving ${path}`);
  project.provide("chromium", path);
}
