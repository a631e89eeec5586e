// Builds the image of this repository, from the base that the Dockerfile names or from a stand-in.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../../support/repository-root.ts";
import { outputOf, runCommand } from "../support/run-command.ts";
import type { Engine } from "./find-engine.ts";
import { makeStandIn } from "./stand-in-base.ts";

/** What was built. */
export interface BuiltImage {
  readonly image: string;
  readonly baseImage: string;
  readonly isStandIn: boolean;
  /** Without the base. */
  readonly buildMs: number;
  /** Removes what would not have been there without the suite. */
  remove(): Promise<void>;
}

/** Either there is a fast registry or none. */
const pullWithinMs = 90_000;

const buildWithinMs = 240_000;

async function hasBase(name: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const look = await runCommand({ program: "docker", args: ["image", "inspect", name], env });
  if (look.code === 0) return true;
  const pull = { program: "docker", args: ["pull", "--quiet", name], timeoutMs: pullWithinMs };
  return (await runCommand({ ...pull, env })).code === 0;
}

/** Builds it under a name that nobody uses. */
export async function buildImage(engine: Engine, folder: string): Promise<BuiltImage> {
  const env = { ...process.env, ...engine.variables };
  const suffix = randomBytes(4).toString("hex");
  const image = `gadfly-llm:test-${suffix}`;
  const dockerfile = await readFile(join(repositoryRoot, "Dockerfile"), "utf8");
  const [, named = ""] = /^FROM (\S+)/m.exec(dockerfile) ?? [];
  const isStandIn = !(await hasBase(named, env));
  const baseImage = isStandIn ? `gadfly-stand-in:test-${suffix}` : named;
  if (isStandIn) await makeStandIn(baseImage, folder, env);
  // The label finds the stage that some builders leave behind without a name.
  const label = `gadfly-test=${suffix}`;
  const toOwnStage = (_: string, name = ""): string => `FROM ${baseImage}${name}\nLABEL ${label}`;
  const startedAtMs = performance.now();
  await outputOf({
    program: "docker",
    // An engine may have no network for builds; the machine's own reaches what an installation reached.
    args: ["build", "--network=host", "--tag", image, "--file", "-", "."],
    input: dockerfile.replaceAll(new RegExp(`^FROM ${named}( AS .*)?$`, "gm"), toOwnStage),
    env,
    timeoutMs: buildWithinMs,
  });
  const buildMs = performance.now() - startedAtMs;
  const remove = async (): Promise<void> => {
    const prune = ["image", "prune", "--force", "--filter", `label=${label}`];
    await runCommand({ program: "docker", args: ["image", "rm", image], env });
    await runCommand({ program: "docker", args: prune, env });
    if (isStandIn) await runCommand({ program: "docker", args: ["image", "rm", baseImage], env });
  };
  return { image, baseImage, isStandIn, buildMs, remove };
}
