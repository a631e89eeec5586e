// What Linux says about a process: the processor time of all its threads, and its memory.
import { readFileSync } from "node:fs";

// The kernel counts in hundredths of a second on every machine that Node runs on.
const usPerTick = 10_000;

/** True where the figures of this file can be had. */
export const hasProc = (): boolean => process.platform === "linux";

/** Processor time in microseconds, of all threads together, those that have ended included. */
export function readCpuUs(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name, in brackets, may hold spaces and brackets itself: what counts is behind the last one.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * usPerTick;
}

/** Resident memory in KB. */
export function readRssKb(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  if (found === null) throw new Error(`process ${pid} has no memory any more`);
  return Number(found[1]);
}
