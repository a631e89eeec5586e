// Starts the built program for the three commands beside this file. They are committed, so that npm
// can link them before the first build; so this says what to do when the build is not there yet.
import { existsSync, statSync } from "node:fs";

const oldestNode = [20, 19];
/** Bundled: starts in less than half the time. */
const bundle = new URL("../dist/programs/main.js", import.meta.url);
/** What `tsc -b` alone has built. */
const modules = new URL("../dist/main.js", import.meta.url);
/** Written by every compile, and in a clone only. */
const compileMarks = [
  "dist/tsbuildinfo",
  "../worker/dist/tsbuildinfo",
  "../master/dist/tsbuildinfo",
  "../simulator/dist/tsbuildinfo",
  "../shared/dist/core.tsbuildinfo",
  "../shared/dist/node.tsbuildinfo",
].map((path) => new URL(`../${path}`, import.meta.url));

/** Runs a command line and leaves its exit code with the process. */
export async function start(argv) {
  const complaint = findComplaint();
  if (complaint !== null) {
    process.stderr.write(`gadfly: ${complaint}\n`);
    process.exitCode = 70;
    return;
  }
  process.stdout.on("error", ignoreGoneReader);
  const { main } = await import((isBundleFresh() ? bundle : modules).href);
  process.exitCode = await main(argv);
}

/** Somebody who compiles and tries must not run what was bundled before. */
function isBundleFresh() {
  const bundledAtMs = writtenAtMs(bundle);
  return bundledAtMs > 0 && compileMarks.every((mark) => writtenAtMs(mark) <= bundledAtMs);
}

function writtenAtMs(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** `gadfly run --help | head -1`: a reader that has seen enough is no error. */
function ignoreGoneReader(error) {
  if (error.code !== "EPIPE") throw error;
}

function findComplaint() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    return `Node ${process.versions.node} is too old; install Node ${oldestNode.join(".")} or newer.`;
  }
  if (!existsSync(bundle) && !existsSync(modules))
    return "The program is not built yet. Run 'npm run build' in the folder of the clone.";
  return null;
}
