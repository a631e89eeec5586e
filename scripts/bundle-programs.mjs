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

// A program that runs meanwhile may load one of its parts later: what has not changed is not touched,
// but for the time of the entry, which tells that the bundle is newer than the last compile.
mkdirSync(folder, { recursive: true });
for (const { path, contents } of outputFiles) {
  if (!existsSync(path) || !readFileSync(path).equals(contents)) writeFileSync(path, contents);
}
const kept = new Set(outputFiles.map(({ path }) => basename(path)));
for (const name of readdirSync(folder)) {
  if (!kept.has(name)) rmSync(`${folder}/${name}`, { force: true });
}
utimesSync(`${folder}/main.js`, new Date(), new Date());
