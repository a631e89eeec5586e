// Starts the process that takes snapshots without sockets, and reads what it says.
import { fileURLToPath } from "node:url";
import { startChild } from "../process/spawn.ts";
import { numberField, objectField } from "../source/read-json.ts";

/** How many workers, and how much each says. */
export interface MergeLoad {
  readonly workers: number;
  readonly groups: number;
  readonly values: number;
}

/** What taking snapshots cost. */
export interface MergeCost {
  readonly snapshots: number;
  readonly cpuUs: number;
}

const program = fileURLToPath(new URL("../../dist/merge/bare-main.js", import.meta.url));

/** Takes snapshots for so many seconds of processor time, on this core where it can be pinned. */
export const runBare = async (
  { workers, groups, values }: MergeLoad,
  seconds: number,
  core: number,
): Promise<MergeCost> => {
  const numbers = [workers, groups, values, seconds].map(String);
  const child = startChild({ command: process.execPath, args: [program, ...numbers], core });
  const { code, stdout, stderr } = await child.ended;
  if (code !== 0) throw new Error(`taking snapshots ended with ${code}:\n${stderr}`);
  const told = objectField({ told: JSON.parse(stdout) as unknown }, "told");
  if (told["isExact"] !== true) throw new Error("the merged sums are not what was sent");
  return { snapshots: numberField(told, "snapshots"), cpuUs: numberField(told, "cpuUs") };
};
