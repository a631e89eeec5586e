// Before the first test: the engine is installed, its server bundled, and a model written.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { writeTinyModel } from "../model/tiny-model.ts";
import { bundleServer } from "./bundle-server.ts";
import { installEngine } from "./install-engine.ts";

const modelSeed = 7;

const say = (text: string): void => void process.stderr.write(`real engine: ${text}\n`);

/** Called by vitest; gives what is to be called at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "gadfly-engine-"));
  const modelPath = join(folder, "tiny.gguf");
  await writeTinyModel(modelPath, modelSeed);
  const obstacle = installEngine(say);
  if (obstacle !== null) say(`skipped: ${obstacle}`);
  const serverPath = obstacle === null ? await bundleServer() : null;
  project.provide("engine", serverPath === null ? null : { serverPath, modelPath });
  project.provide("modelPath", modelPath);
  return () => rm(folder, { recursive: true, force: true });
}
