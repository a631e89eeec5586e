// Makes one file of JavaScript of the server: Node 20 reads no TypeScript.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { suiteFolder } from "./install-engine.ts";

/** Bundles the server into a file from which the engine's package is found. */
export async function bundleServer(): Promise<string> {
  const outfile = join(suiteFolder, "node_modules/.cache/engine-server.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("../engine/main.ts", import.meta.url))],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    logLevel: "warning",
  });
  return outfile;
}
