// Starts the built program for the three commands beside this file. They are committed, so that npm
// can link them before the first build; so this says what to do when the build is not there yet.
import { existsSync } from "node:fs";

const oldestNode = [20, 19];
const program = new URL("../dist/main.js", import.meta.url);

/** Runs a command line and leaves its exit code with the process. */
export async function start(argv) {
  const complaint = findComplaint();
  if (complaint !== null) {
    process.stderr.write(`gadfly: ${complaint}\n`);
    process.exitCode = 70;
    return;
  }
  process.stdout.on("error", ignoreGoneReader);
  const { main } = await import(program.href);
  process.exitCode = await main(argv);
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
  if (!existsSync(program))
    return "The program is not built yet. Run 'npm run build' in the folder of the clone.";
  return null;
}
