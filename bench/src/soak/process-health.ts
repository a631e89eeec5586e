// Reads what a watched process has said about itself.
import { readFileSync } from "node:fs";

/** The environment that makes a Node program report to a file. */
export const reportingTo = (file: string): Record<string, string> => ({
  NODE_OPTIONS: `--import=${new URL("../../dist/soak/report-health.js", import.meta.url).href}`,
  BENCH_HEALTH_FILE: file,
});

/** A few seconds of a process. */
export interface HealthLine {
  readonly atMs: number;
  /** The lowest that was seen, buffers outside the heap included. */
  readonly heapBytes: number;
  readonly loopDelayP99Ms: number;
  readonly loopDelayMaxMs: number;
}

/** All lines so far; none when it has lived for too short a time. */
export const readHealth = (file: string): HealthLine[] => {
  const text = readFileSync(file, { encoding: "utf8", flag: "a+" }).trim();
  if (text === "") return [];
  return text.split("\n").map((line) => {
    const [atMs = 0, heapBytes = 0, loopDelayP99Ms = 0, loopDelayMaxMs = 0] = line
      .split(" ")
      .map(Number);
    return { atMs, heapBytes, loopDelayP99Ms, loopDelayMaxMs };
  });
};
