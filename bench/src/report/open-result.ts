// The open result of a suite: the file that is committed, and that the page is made from.
import type { Machine, Versions } from "../machine/machine.ts";
import type { SuiteResult } from "../suite.ts";

/** What a file in `bench/results` holds. */
export interface OpenResult {
  readonly machine: Omit<Machine, "versions">;
  readonly versions: Versions;
  /** The day, such as 2026-11-22. */
  readonly takenAt: string;
  /** The command that took it. */
  readonly command: string;
  readonly rounds: number;
  /** What a busy loop lost to others on the machine, before and after, from 0 to 1. */
  readonly lostShare: { readonly before: number; readonly after: number };
  readonly result: SuiteResult;
}

const isOpenResult = (value: unknown): value is OpenResult =>
  typeof value === "object" &&
  value !== null &&
  ["machine", "versions", "takenAt", "command", "rounds", "lostShare", "result"].every(
    (key) => key in value,
  );

/** Checks what a file holds; `path` stands in the error. */
export function parseOpenResult(text: string, path: string): OpenResult {
  const value: unknown = JSON.parse(text);
  if (isOpenResult(value)) return value;
  throw new Error(`${path} is no result of a suite: measure it again`);
}
