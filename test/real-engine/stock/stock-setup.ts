// Before the first test with servers that nobody here wrote: installs them, but only where somebody has
// asked for it, because that downloads and compiles for minutes.
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ensureEnvironment } from "./python-environment.ts";

/** Programs by name; null: not to be had. */
export interface StockServers {
  /** A Python in which llama-cpp-python and its server are installed. */
  readonly llamaPython: string | null;
  /** The LiteLLM proxy. */
  readonly litellm: string | null;
}

declare module "vitest" {
  interface ProvidedContext {
    stockServers: StockServers;
  }
}

const variable = "GADFLY_STOCK_SERVERS";

const say = (text: string): void => void process.stderr.write(`stock servers: ${text}\n`);

const findProgram = (requirement: string, name: string): string | null => {
  const programs = ensureEnvironment(requirement, say);
  return programs === null ? null : join(programs, name);
};

const findServers = (): StockServers => ({
  llamaPython: findProgram("llama-cpp-python[server]==0.3.36", "python"),
  litellm: findProgram("litellm[proxy]==1.106.2", "litellm"),
});

/** Called by vitest. */
export function setup(project: TestProject): void {
  const isWanted = process.env[variable] === "1";
  if (!isWanted) say(`skipped, for ${variable} is not 1`);
  project.provide("stockServers", isWanted ? findServers() : { llamaPython: null, litellm: null });
}
