// Starts worker processes on this machine and keeps them tied to this one.
import { spawn, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { LocalWorkerSettings } from "./local-worker.ts";

/** Worker processes of this one. */
export interface WorkerProcesses {
  /** Settles when all have ended, with the worst of their exit codes. */
  readonly ended: Promise<number>;
  /** Asks those that are left to end. */
  stop(): void;
}

/** What is started. */
export interface SpawnRequest {
  readonly count: number;
  readonly settings: Omit<LocalWorkerSettings, "name">;
  /** Names become NAME-1, NAME-2 …; one alone is called NAME. */
  readonly name: string;
  /** A process has ended. */
  readonly exited: (pid: number) => void;
}

const program = fileURLToPath(new URL("local-worker.js", import.meta.url));

/** --processes: null is one core less than there are, at least one; -1 is all cores. */
export const resolveProcessCount = (asked: number | null): number => {
  const cores = availableParallelism();
  if (asked === null) return Math.max(1, cores - 1);
  return asked === -1 ? cores : asked;
};

const startOne = (settings: LocalWorkerSettings): ChildProcess => {
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "ignore", "inherit"] });
  // The pipe stays open for as long as we live; writing to a child that died must not end us.
  child.stdin?.on("error", () => {});
  child.stdin?.write(`${JSON.stringify(settings)}\n`);
  return child;
};

/** Starts the processes. */
export const spawnWorkers = (request: SpawnRequest): WorkerProcesses => {
  const { count, name, settings } = request;
  const names = Array.from({ length: count }, (_, i) => (count === 1 ? name : `${name}-${i + 1}`));
  const children = names.map((workerName) => startOne({ ...settings, name: workerName }));
  const exits = children.map(
    (child) =>
      new Promise<number>((resolve) => {
        child.once("error", () => resolve(70));
        child.once("exit", (code) => {
          if (child.pid !== undefined) request.exited(child.pid);
          resolve(code ?? 70);
        });
      }),
  );
  return {
    ended: Promise.all(exits).then((codes) => Math.max(0, ...codes)),
    stop: () => {
      for (const child of children) if (child.exitCode === null) child.kill("SIGTERM");
    },
  };
};
