// Starts worker processes on this machine and keeps them tied to this one.
import { spawn, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { LocalWorkerSettings } from "./local-worker.ts";

/** Worker processes of this one. */
export interface WorkerProcesses {
  /** Tells them where their master is; until then they only load their code. */
  configure(settings: SharedSettings): void;
  /** Calls back for each one that ends, also if it has ended already. */
  watch(exited: (pid: number) => void): void;
  /** Hands over what they say on stderr, in whole lines; only where `isLogRead` was asked for. */
  readLog(sink: (lines: string) => void): void;
  /** Settles when all have ended, with the worst of their exit codes. */
  readonly ended: Promise<number>;
  /** Asks those that are left to end. */
  stop(): void;
}

/** What all of them are told. */
export type SharedSettings = Omit<LocalWorkerSettings, "name">;

/** What is started. */
export interface SpawnRequest {
  readonly count: number;
  /** Names become NAME-1, NAME-2 …; one alone is called NAME. */
  readonly name: string;
  /** We draw on the terminal: they must not write to it themselves. */
  readonly isLogRead?: boolean;
}

/** One of them. */
interface Child {
  readonly name: string;
  readonly process: ChildProcess;
}

const program = fileURLToPath(new URL("local-worker.js", import.meta.url));

/** --processes: null is one core less than there are, at least one; -1 is all cores. */
export const resolveProcessCount = (asked: number | null): number => {
  const cores = availableParallelism();
  if (asked === null) return Math.max(1, cores - 1);
  return asked === -1 ? cores : asked;
};

const startOne = (name: string, isLogRead: boolean): Child => {
  const stderr = isLogRead ? "pipe" : "inherit";
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "ignore", stderr] });
  // The pipe stays open for as long as we live; writing to a child that died must not end us.
  child.stdin?.on("error", () => {});
  return { name, process: child };
};

const watchExit = (child: ChildProcess, exited: (pid: number) => void): void => {
  const { pid } = child;
  if (pid === undefined) return;
  if (child.exitCode === null && child.signalCode === null) child.once("exit", () => exited(pid));
  else exited(pid);
};

/** Whole lines as they come, and at the end what is left. */
const readLines = ({ process: { stderr } }: Child, sink: (lines: string) => void): void => {
  let rest = "";
  stderr?.setEncoding("utf8");
  stderr?.on("data", (text: string) => {
    const all = rest + text;
    const end = all.lastIndexOf("\n") + 1;
    rest = all.slice(end);
    if (end > 0) sink(all.slice(0, end));
  });
  stderr?.on("end", () => {
    if (rest !== "") sink(`${rest}\n`);
  });
};

const exitOf = ({ process: child }: Child): Promise<number> =>
  new Promise((resolve) => {
    child.once("error", () => resolve(70));
    // Not at "exit": what it said last may still be on its way.
    child.once("close", (code) => resolve(code ?? 70));
  });

/** Starts the processes. */
export const spawnWorkers = (request: SpawnRequest): WorkerProcesses => {
  const { count, name, isLogRead = false } = request;
  const names = Array.from({ length: count }, (_, i) => (count === 1 ? name : `${name}-${i + 1}`));
  const children = names.map((one) => startOne(one, isLogRead));
  return {
    configure: (settings) => {
      for (const child of children) {
        const own: LocalWorkerSettings = { ...settings, name: child.name };
        child.process.stdin?.write(`${JSON.stringify(own)}\n`);
      }
    },
    watch: (exited) => {
      for (const { process: child } of children) watchExit(child, exited);
    },
    readLog: (sink) => {
      for (const child of children) readLines(child, sink);
    },
    ended: Promise.all(children.map(exitOf)).then((codes) => Math.max(0, ...codes)),
    stop: () => {
      for (const { process: child } of children) if (child.exitCode === null) child.kill("SIGTERM");
    },
  };
};
