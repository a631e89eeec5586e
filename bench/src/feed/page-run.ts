// Runs the page's model in a process of its own. Its modules are sources for a bundler, so it is bundled.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { startChild } from "../process/spawn.ts";
import { numberField, objectField } from "../source/read-json.ts";
import type { FeedLoad } from "./feed-load.ts";

/** What the page's model took for an hour, in milliseconds. */
export interface PageFound {
  /** All messages of the past, from bytes. */
  readonly foldMs: number;
  readonly chartsMs: number;
  /** One more second, with all charts. */
  readonly updateMs: number;
  /** Every figure of a range over everything. */
  readonly rangeMs: number;
}

const program = fileURLToPath(new URL("../../dist/feed/page-main.js", import.meta.url));

// Modules of CommonJS inside the bundle still ask for Node's own modules by `require`.
const requireForCommonJs =
  'import { createRequire as createRequireHere } from "node:module"; const require = createRequireHere(import.meta.url);';

const bundle = (outfile: string): Promise<unknown> =>
  build({
    entryPoints: [program],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    conditions: ["@gadfly/source"],
    banner: { js: requireForCommonJs },
    logLevel: "warning",
  });

/** Measures the model of a page that watches this load. */
export const runPage = async (load: FeedLoad, core: number): Promise<PageFound> => {
  const folder = mkdtempSync(join(tmpdir(), "gadfly-bench-"));
  try {
    const bundled = join(folder, "page.mjs");
    await bundle(bundled);
    const args = [bundled, ...[load.workers, load.groups, load.values].map(String)];
    const { code, stdout, stderr } = await startChild({ command: process.execPath, args, core })
      .ended;
    if (code !== 0) throw new Error(`the page's model ended with ${code}:\n${stderr}`);
    const told = objectField({ told: JSON.parse(stdout) as unknown }, "told");
    return {
      foldMs: numberField(told, "foldMs"),
      chartsMs: numberField(told, "chartsMs"),
      updateMs: numberField(told, "updateMs"),
      rangeMs: numberField(told, "rangeMs"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
