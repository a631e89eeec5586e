// Keeps a process on one core, where the machine has `taskset` and a core to spare.
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** A program and its arguments. */
export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
}

/** The core of whatever is measured. */
export const readerCore = 0;

/** The core of whatever serves it. */
export const sourceCore = 1;

let hasTaskset: boolean | null = null;

/** True when processes can be pinned here: two cores at least, and taskset. */
export function canPin(): boolean {
  hasTaskset ??=
    availableParallelism() > 1 && spawnSync("taskset", ["-c", "0", "true"]).status === 0;
  return hasTaskset;
}

/** The same program on one core; taskset becomes that program, so the process id stays. */
export function pinned(line: CommandLine, core: number | undefined): CommandLine {
  if (core === undefined || core >= availableParallelism() || !canPin()) return line;
  return { command: "taskset", args: ["-c", String(core), line.command, ...line.args] };
}
