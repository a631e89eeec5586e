// Before the first test: an engine and the image. After the last: what was measured, and nothing left.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { readNotes } from "../support/notes.ts";
import { buildImage } from "./build-image.ts";
import { findEngine, type Engine } from "./find-engine.ts";

const say = (text: string): void => void process.stdout.write(`containers: ${text}\n`);

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Called by vitest; gives what is to be called at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await findEngine();
  if (typeof engine !== "string") return prepare(project, engine);
  say(`skipped: ${engine}`);
  project.provide("containers", null);
  return () => Promise.resolve();
}

async function prepare(project: TestProject, engine: Engine): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "gadfly-compose-"));
  const cleanUp: (() => Promise<unknown>)[] = [
    () => rm(folder, { recursive: true, force: true }),
    () => engine.stop(),
  ];
  const teardown = async (): Promise<void> => {
    for (const line of readNotes(folder)) say(line);
    for (const step of cleanUp.toReversed()) await step();
  };
  try {
    say(engine.description);
    const built = await buildImage(engine, folder);
    // A private engine goes as a whole.
    if (!engine.isPrivate) cleanUp.push(() => built.remove());
    const { image, baseImage, isStandIn, buildMs } = built;
    if (isStandIn) say("the base image is a stand-in of this machine's Node, not the real one");
    say(`image built in ${inSeconds(buildMs)}`);
    const { variables: engineVariables, composeCommand } = engine;
    const names = { image, baseImage, isStandIn };
    project.provide("containers", { engineVariables, composeCommand, folder, ...names });
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}
