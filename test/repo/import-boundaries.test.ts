// Which package may import what, checked by walking every import under packages/*/src.
// npm hoists workspace packages, so a forbidden one would resolve and compile. The lint rules keep the finer
// lines between folders; this walk holds even where a file slips through their patterns.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const packagesFolder = join(root, "packages");
const testSupport = join(root, "test", "support") + sep;
const shared = /^@gadfly\/shared\//;
const builtIn = /^node:/;

/** The table of ARCHITECTURE.md: what the sources of a package may name, beside their own files. */
const allowedImports: Record<string, RegExp[]> = {
  shared: [/^zod$/, /^msgpackr$/],
  "shared/node": [/^zod$/, /^msgpackr$/, builtIn, /^ws$/, /^pino$/],
  worker: [shared, builtIn, /^undici$/, /^ws$/],
  master: [shared, builtIn, /^fastify$/, /^@fastify\/static$/, /^ws$/, /^zod$/],
  simulator: [builtIn, /^ws$/],
  dashboard: [/^@gadfly\/shared\/(?!node\/)/, /^preact(\/hooks)?$/, /^uplot(\/|$)/],
  cli: [
    shared,
    builtIn,
    /^@gadfly\/(worker|master|simulator)\//,
    /^yargs(-parser)?(\/|$)/,
    /^yaml$/,
    /^zod$/,
    /^@resvg\/resvg-wasm$/,
  ],
};
/** What tests beside the sources may name on top of that. */
const allowedInTests = [/^vitest$/, /^fast-check$/, /^hdr-histogram-js$/, /^ajv(\/|$)/, builtIn];

const importOf =
  /(?:^|\n)\s*(?:import|export)\s(?:[^"';]*?\sfrom\s)?\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/g;

function rowFor(packageName: string, path: string): string {
  const isNodePart = packageName === "shared" && path.split(sep)[0] === "node";
  return isNodePart ? "shared/node" : packageName;
}

function importsOf(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(importOf)].map((hit) => hit[1] ?? hit[2] ?? "");
}

function isAllowed(name: string, file: string, packageName: string): boolean {
  const source = join(packagesFolder, packageName, "src") + sep;
  const isTest = file.endsWith(".test.ts");
  if (name.startsWith(".")) {
    const target = resolve(dirname(file), name);
    return target.startsWith(source) || (isTest && target.startsWith(testSupport));
  }
  const row = allowedImports[rowFor(packageName, file.slice(source.length))] ?? [];
  return [...row, ...(isTest ? allowedInTests : [])].some((pattern) => pattern.test(name));
}

/** Every import of a package that its row does not allow, as "file imports name". */
function forbiddenImports(packageName: string): string[] {
  const source = join(packagesFolder, packageName, "src");
  const paths = readdirSync(source, { recursive: true, encoding: "utf8" });
  return paths
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) =>
      importsOf(join(source, path))
        .filter((name) => !isAllowed(name, join(source, path), packageName))
        .map((name) => `${packageName}/src/${path} imports ${name}`),
    );
}

describe("import boundaries", () => {
  const packageNames = readdirSync(packagesFolder);

  it.each(packageNames)("%s has a row in the table", (packageName) => {
    expect(allowedImports).toHaveProperty(packageName);
  });

  it.each(packageNames)("%s imports only what its row allows", (packageName) => {
    expect(forbiddenImports(packageName)).toEqual([]);
  });

  it("reads imports in every form", () => {
    const lines = [
      'import "a";',
      'import { x } from "b";',
      'import type {\n  Y,\n} from "c";',
      'export * from "d";',
      'const e = await import("e");',
    ];
    const found = [...lines.join("\n").matchAll(importOf)].map((hit) => hit[1] ?? hit[2]);
    expect(found).toEqual(["a", "b", "c", "d", "e"]);
  });
});
