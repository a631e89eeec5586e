// The memory that a process has made itself. Pages of files, such as those of the Node program, are not in
// it: the system takes and gives them as it likes.
import { readFileSync } from "node:fs";

/** Resident anonymous memory in KB. */
export function readOwnKb(pid: number): number {
  const found = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  if (found === null) throw new Error(`process ${pid} has no memory any more`);
  return Number(found[1]);
}
