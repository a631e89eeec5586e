// The built gadfly command of this repository, as a user starts it.
import { fileURLToPath } from "node:url";
import type { CommandLine } from "./pin.ts";

const program = fileURLToPath(new URL("../../../packages/cli/bin/gadfly.js", import.meta.url));

/** The command line of `gadfly ARGS`. */
export const gadflyProgram = (args: readonly string[]): CommandLine => ({
  command: process.execPath,
  args: [program, ...args],
});
