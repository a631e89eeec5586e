// How many files and sockets a process of this machine may hold.
import { readFileSync } from "node:fs";

/** The hard limit, to which Node and our source raise themselves; null where the system does not tell. */
export const openFileLimit = (): number | null => {
  try {
    const limits = readFileSync("/proc/self/limits", "utf8");
    const limit = Number(/^Max open files\s+\S+\s+(\d+)/m.exec(limits)?.[1]);
    return Number.isFinite(limit) ? limit : null;
  } catch {
    return null;
  }
};
