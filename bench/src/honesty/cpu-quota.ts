// A limit on the CPU time of a process by control group, v1 or v2, where this user may make one.
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** CPU time that a process may use of each period. */
export interface Quota {
  readonly usedMs: number;
  readonly periodMs: number;
}

interface Hierarchy {
  readonly folder: string;
  /** Names and contents of the files that set the limit. */
  readonly files: (quota: Quota) => readonly (readonly [string, string])[];
}

const us = (milliseconds: number): string => String(Math.round(milliseconds * 1000));

const hierarchies: readonly Hierarchy[] = [
  {
    folder: "/sys/fs/cgroup/cpu",
    files: ({ usedMs, periodMs }) => [
      ["cpu.cfs_period_us", us(periodMs)],
      ["cpu.cfs_quota_us", us(usedMs)],
    ],
  },
  {
    folder: "/sys/fs/cgroup",
    files: ({ usedMs, periodMs }) => [["cpu.max", `${us(usedMs)} ${us(periodMs)}`]],
  },
];

/** Ours for as long as this process lives. */
const groupName = `gadfly-honesty-${process.pid}`;

const makeGroup = (folder: string, files: readonly string[]): string | null => {
  const group = join(folder, groupName);
  try {
    mkdirSync(group);
  } catch {
    return null;
  }
  // On a v2 hierarchy the files are there only if the parent hands the controller on.
  if (files.every((file) => existsSync(join(group, file)))) return group;
  rmdirSync(group);
  return null;
};

const limitOf = (quota: Quota) => {
  for (const { folder, files } of hierarchies) {
    const rows = files(quota);
    const group = makeGroup(
      folder,
      rows.map(([file]) => file),
    );
    if (group !== null) return { group, rows, parent: folder };
  }
  return null;
};

/** A process under a quota; dispose of it to lift the limit. */
export class CpuQuota implements Disposable {
  readonly #group: string;
  readonly #parent: string;
  readonly #lift = (): void => this[Symbol.dispose]();

  private constructor(group: string, parent: string) {
    this.#group = group;
    this.#parent = parent;
    process.once("exit", this.#lift);
  }

  /** Null where no control group can be made. */
  static apply(pid: number, quota: Quota): CpuQuota | null {
    const limit = limitOf(quota);
    if (limit === null) return null;
    const applied = new CpuQuota(limit.group, limit.parent);
    for (const [file, text] of limit.rows) writeFileSync(join(limit.group, file), text);
    writeFileSync(join(limit.group, "cgroup.procs"), String(pid));
    return applied;
  }

  [Symbol.dispose](): void {
    process.off("exit", this.#lift);
    const pids = readFileSync(join(this.#group, "cgroup.procs"), "utf8")
      .split("\n")
      .filter(Boolean);
    for (const pid of pids) moveTo(this.#parent, pid);
    rmdirSync(this.#group);
  }
}

// A process that has just ended can be moved nowhere, and need not be.
const moveTo = (folder: string, pid: string): void => {
  try {
    writeFileSync(join(folder, "cgroup.procs"), pid);
  } catch {
    // It is gone.
  }
};
