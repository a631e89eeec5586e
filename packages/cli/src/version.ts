// The version of this program, from its package.
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

const manifest = z.object({ version: z.string() });

/** The version, such as 0.1.0; from whichever depth of the package this runs. */
export function readVersion(): string {
  const text = readFileSync(findManifest(new URL("../package.json", import.meta.url)), "utf8");
  return manifest.parse(JSON.parse(text)).version;
}

function findManifest(candidate: URL): URL {
  const above = new URL("../package.json", candidate);
  return existsSync(candidate) || above.href === candidate.href ? candidate : findManifest(above);
}
