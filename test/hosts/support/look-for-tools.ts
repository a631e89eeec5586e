// Looks, once, for what these tests need of the machine. Where something is missing they are skipped, and
// one line says what it is.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import type { TestProject } from "vitest/node";
import { removeAbandoned } from "./namespaces.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Why network namespaces cannot be had here; null where they can. */
    readonly whyNoHosts: string | null;
  }
}

const works = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: "ignore" }).status === 0;

const mayUse = (path: string): boolean => {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

const mayMakeNamespaces = (): boolean => {
  const name = `gadfly-${process.pid}-trial`;
  const isMade = works("ip", "netns", "add", name);
  return isMade && works("ip", "netns", "delete", name);
};

const findObstacle = (): string | null => {
  if (process.platform !== "linux") return "network namespaces are a thing of Linux";
  if (process.getuid?.() !== 0) return "making network namespaces takes root";
  if (!works("ip", "-V")) return "there is no `ip` (package iproute2)";
  if (!works("tc", "-V")) return "there is no `tc` (package iproute2)";
  if (!works("python3", "-c", "import select")) return "there is no python3";
  if (!mayUse("/dev/net/tun")) return "/dev/net/tun cannot be opened";
  if (!mayMakeNamespaces()) return "`ip netns add` is refused";
  return null;
};

/** Called by vitest before the first test. */
export function setup(project: TestProject): void {
  const whyNoHosts = findObstacle();
  if (whyNoHosts === null) removeAbandoned();
  else process.stderr.write(`Skipped the tests with real hosts: ${whyNoHosts}.\n`);
  project.provide("whyNoHosts", whyNoHosts);
}
