// Bundles what `gadfly`, `master` and `worker` run, after `tsc -b`: a program of a few files starts in
// less than half the time of one of three hundred, because finding and opening each file costs more than
// running it. Commands stay apart, so that each loads only what it needs.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const dist = fileURLToPath(new URL("../packages/cli/dist/", import.meta.url));
const folder = `${dist}programs`;

// Modules of CommonJS inside the bundle still ask for Node's own modules by `require`.
const requireForCommonJs =
  'import { createRequire as createRequireHere } from "node:module"; const require = createRequireHere(import.meta.url);';

const { outputFiles } = await build({
  entryPoints: [`${dist}main.js`, `${dist}local/local-worker.js`],
  outdir: folder,
  entryNames: "[name]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  minifyWhitespace: true,
  legalComments: "external",
  banner: { js: requireForCommonJs },
  logLevel: "warning",
  write: false,
});

// What is no code: packages/cli/src/compare/render-png.ts reads it, and the licence goes with the font.
const openSans = "@fontsource/open-sans";
const assetFiles = [
  ["@resvg/resvg-wasm/index_bg.wasm"],
  ...["latin-400", "latin-600", "latin-ext-400", "latin-ext-600"].map((part) => [
    `${openSans}/files/open-sans-${part}-normal.woff2`,
  ]),
  [`${openSans}/LICENSE`, "open-sans-LICENSE"],
];
const { resolve } = createRequire(new URL("../packages/cli/package.json", import.meta.url));
const assets = assetFiles.map(([name, as = basename(name)]) => ({
  path: `${folder}/assets/${as}`,
  contents: readFileSync(resolve(name)),
}));

// A program that runs meanwhile may load one of its parts later: what has not changed is not touched,
// but for the time of the entry, which tells that the bundle is newer than the last compile.
mkdirSync(`${folder}/assets`, { recursive: true });
for (const { path, contents } of [...outputFiles, ...assets]) {
  if (!existsSync(path) || !readFileSync(path).equals(contents)) writeFileSync(path, contents);
}
const kept = new Set(["assets", "page", ...outputFiles.map(({ path }) => basename(path))]);
for (const name of readdirSync(folder)) {
  if (!kept.has(name)) rmSync(`${folder}/${name}`, { force: true });
}
utimesSync(`${folder}/main.js`, new Date(), new Date());
