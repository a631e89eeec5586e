// The floor: an epoll loop in C that reads and counts, or a bare socket of Node where there is no C
// compiler. What it costs is the share of the kernel.
import { fileURLToPath } from "node:url";
import { compileNative } from "../native/compile.ts";
import type { CommandLine } from "../process/pin.ts";
import { startChild } from "../process/spawn.ts";
import type { Load, Reader, RunningReader } from "./reader.ts";
import { portOf, requestText } from "./request-text.ts";

const netProgram = fileURLToPath(new URL("net-reader.js", import.meta.url));

const startProgram = async (line: CommandLine, load: Load): Promise<RunningReader> => {
  const mode = load.isStreamed ? "stream" : "request";
  const args = [mode, portOf(load), String(load.connections), requestText(load)];
  const child = startChild({
    command: line.command,
    args: [...line.args, ...args],
    core: load.core,
  });
  await child.hasWritten(/^reading$/m);
  return { pid: child.pid, stop: () => child.stop() };
};

/** The loop in C; null where there is no compiler. */
export function floorReader(): Reader | null {
  const program = compileNative("floor");
  if (program === null) return null;
  return {
    name: "floor",
    about: "an epoll loop in C that reads and counts, and does nothing else",
    start: (load) => startProgram({ command: program, args: [] }, load),
  };
}

/** The bare socket of Node. */
export const netReader: Reader = {
  name: "net",
  about: "bare sockets of Node that read and count, and do nothing else",
  start: (load) => startProgram({ command: process.execPath, args: [netProgram] }, load),
};
