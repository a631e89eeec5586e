// Python's aiohttp, read as the usual benchmark scripts do: line by line, json.loads for every event.
import { fileURLToPath } from "node:url";
import { findAiohttp } from "../machine/find-aiohttp.ts";
import { startChild } from "../process/spawn.ts";
import type { Reader } from "./reader.ts";
import { requestBody } from "./request-text.ts";

const program = fileURLToPath(new URL("../../python/aiohttp_reader.py", import.meta.url));

/** Null where no Python can import aiohttp. */
export function aiohttpReader(): Reader | null {
  const python = findAiohttp();
  if (python === null) return null;
  return {
    name: "aiohttp",
    about: "Python's aiohttp with json.loads for every event",
    async start(load) {
      const url = `${load.source.origin}/v1/chat/completions`;
      const args = [program, url, String(load.connections), requestBody(load)];
      const child = startChild({ command: python.command, args, core: load.core });
      await child.hasWritten(/^reading$/m);
      return { pid: child.pid, stop: () => child.stop() };
    },
  };
}
