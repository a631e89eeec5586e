// The machine and the versions that figures were taken with.
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { findCompiler } from "../native/compile.ts";
import { canPin } from "../process/pin.ts";
import { findAiohttp } from "./find-aiohttp.ts";

/** What takes part in a measurement. */
export interface Versions {
  readonly gadfly: string;
  readonly node: string;
  /** Null: none here. */
  readonly compiler: string | null;
  readonly python: string | null;
  readonly aiohttp: string | null;
}

/** A machine; no name and no path, for this is published. */
export interface Machine {
  readonly cores: number;
  readonly cpuModel: string;
  readonly memoryGiB: number;
  /** Such as "Linux 6.1.0". */
  readonly kernel: string;
  /** Processes are kept on cores of their own. */
  readonly canPin: boolean;
  readonly versions: Versions;
}

const readGadflyVersion = (): string => {
  const url = new URL("../../../packages/cli/package.json", import.meta.url);
  const manifest: unknown = JSON.parse(readFileSync(url, "utf8"));
  if (typeof manifest !== "object" || manifest === null || !("version" in manifest)) return "?";
  return String(manifest.version);
};

/** Looks at this machine. */
export function describeMachine(): Machine {
  const python = findAiohttp();
  return {
    cores: availableParallelism(),
    cpuModel: cpus()[0]?.model.trim() ?? "unknown",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    // What a distribution adds behind the number is of no use to a reader.
    kernel: `${type()} ${release().split("-")[0] ?? ""}`,
    canPin: canPin(),
    versions: {
      gadfly: readGadflyVersion(),
      node: process.version,
      compiler: findCompiler()?.version ?? null,
      python: python?.pythonVersion ?? null,
      aiohttp: python?.aiohttpVersion ?? null,
    },
  };
}
