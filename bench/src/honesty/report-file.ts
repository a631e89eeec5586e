// The kept results of the honesty curve: bench/results/honesty.json.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { format } from "oxfmt";
import type { Machine } from "../machine/machine.ts";
import type { HonestyPoint } from "./point.ts";

/** Everything that was measured, and with what. */
export interface HonestyReport {
  readonly takenAt: string;
  readonly command: string;
  readonly machine: Machine;
  /** "native" or "simulator". */
  readonly source: string;
  readonly secondsPerRun: number;
  /** What a busy loop lost to others on the machine, before and after, from 0 to 1. */
  readonly lostShare: { readonly before: number; readonly after: number };
  readonly points: readonly HonestyPoint[];
}

/** Writes the file, formatted as the rest of the repository. */
export const writeReport = async (path: string, report: HonestyReport): Promise<void> => {
  const { code, errors } = await format(path, JSON.stringify(report, null, 2), { printWidth: 100 });
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
};

// Written by the function above and by nothing else; a look at the shape is enough.
const isReport = (value: unknown): value is HonestyReport =>
  typeof value === "object" && value !== null && "points" in value && Array.isArray(value.points);

/** Reads the file; throws when it is not one. */
export const readReport = (path: string): HonestyReport => {
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isReport(value)) throw new Error(`${path} holds no points`);
  return value;
};
