// Have we the file descriptors and local ports that the share needs? Said before the run, with the
// sum. What the system does not tell is not checked.
import { readFileSync } from "node:fs";

/** Room that is missing, with its sum. */
export type MissingRoom =
  | {
      readonly kind: "files";
      readonly needed: number;
      readonly sum: string;
      readonly available: number;
    }
  | { readonly kind: "ports"; readonly needed: number; readonly available: number };

/** Descriptors of the process itself: standard streams, link, journal, epoll, modules being read. */
const ownFiles = 40;

const readText = (path: string): string | null => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
};

/** "Max open files  1024  1048576  files": the soft limit, which Node has raised to the hard one. */
const openFileLimit = (): number | null => {
  const line = /^Max open files\s+(\d+|unlimited)/m.exec(readText("/proc/self/limits") ?? "");
  const limit = Number(line?.[1]);
  return Number.isFinite(limit) ? limit : null;
};

const localPorts = (): number | null => {
  const text = readText("/proc/sys/net/ipv4/ip_local_port_range");
  const [low, high] = (text ?? "").trim().split(/\s+/).map(Number);
  if (low === undefined || high === undefined) return null;
  return Number.isFinite(high - low) ? high - low + 1 : null;
};

/** Room as the system tells it; null where it does not. */
export interface Room {
  readonly files: number | null;
  readonly ports: number | null;
}

/** Room on this machine. */
export const readRoom = (): Room => ({ files: openFileLimit(), ports: localPorts() });

/** What `users` connections, spread over `targets` addresses, lack. */
export const findMissingRoom = (users: number, targets: number, room: Room): MissingRoom | null => {
  const needed = users + ownFiles;
  if (room.files !== null && needed > room.files) {
    const sum = `${users} users with one connection each + ${ownFiles} for the program`;
    return { kind: "files", needed, sum, available: room.files };
  }
  const perTarget = Math.ceil(users / targets);
  if (room.ports !== null && perTarget > room.ports)
    return { kind: "ports", needed: perTarget, available: room.ports };
  return null;
};
