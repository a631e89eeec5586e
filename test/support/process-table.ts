// Which processes live, and who started them; for the tests that no worker outlives its parent.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  /** Ended and only waiting for its parent to notice. */
  readonly isZombie: boolean;
}

// The name, in brackets, may hold spaces and brackets itself: what counts is behind the last one.
const readStat = (pid: string): ProcessRow | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, parent] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { pid: Number(pid), parent: Number(parent), isZombie: state === "Z" || state === "X" };
  } catch {
    return null;
  }
};

const readFromProc = (): ProcessRow[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readStat(pid) ?? []);

const readFromPs = (): ProcessRow[] =>
  execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([pid]) => pid !== undefined && pid !== "")
    .map(([pid, parent, state = ""]) => ({
      pid: Number(pid),
      parent: Number(parent),
      isZombie: state.startsWith("Z"),
    }));

const readProcesses = (): ProcessRow[] =>
  (process.platform === "linux" ? readFromProc() : readFromPs()).filter(
    ({ isZombie }) => !isZombie,
  );

/** The processes that `pid` has started and that live. */
export const childrenOf = (pid: number): number[] =>
  readProcesses()
    .filter(({ parent }) => parent === pid)
    .map((row) => row.pid);

/** Those of `pids` that live. */
export const livingOf = (pids: readonly number[]): number[] =>
  readProcesses()
    .map(({ pid }) => pid)
    .filter((pid) => pids.includes(pid));
