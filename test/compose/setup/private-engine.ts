// Starts a Docker engine for this suite alone, where none runs: its own socket, its own storage, and a keeper
// that ends it even when this process is killed.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitUntil } from "../../support/wait-until.ts";
import { runCommand } from "../support/run-command.ts";

/** An engine that was started. */
export interface PrivateEngine {
  readonly variables: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const readyWithinMs = 20_000;

/** Storage may be slow to go. */
const goneWithinMs = 60_000;

const keeper = join(import.meta.dirname, "keep-engine.sh");

/** Why an engine cannot be started here; null if it can be tried. */
async function obstacle(): Promise<string | null> {
  if (process.platform !== "linux") return "only Linux runs one by hand";
  if (process.getuid?.() !== 0) return "that takes root";
  const { code } = await runCommand({ program: "dockerd", args: ["--version"] });
  return code === 0 ? null : "dockerd is not installed";
}

async function stopKeeper(child: ChildProcess): Promise<void> {
  const isGone = child.exitCode === null ? once(child, "exit") : Promise.resolve();
  child.stdin?.end();
  const deadline = setTimeout(() => child.kill("SIGKILL"), goneWithinMs);
  await isGone;
  clearTimeout(deadline);
}

/** The last thing that it said, without the time. */
function lastWords(folder: string): string {
  const lines = readFileSync(join(folder, "log"), "utf8").trimEnd().split("\n");
  return (lines.at(-1) ?? "").slice(0, 300);
}

/** Starts it; or says in half a sentence why there is none. */
export async function startPrivateEngine(): Promise<PrivateEngine | string> {
  const reason = await obstacle();
  if (reason !== null) return reason;
  const folder = await mkdtemp(join(tmpdir(), "gadfly-engine-"));
  const variables = { DOCKER_HOST: `unix://${folder}/docker.sock` };
  // In a group of its own: Ctrl-C in the terminal is for the suite, which ends it in order.
  const child = spawn("sh", [keeper, folder], {
    detached: true,
    stdio: ["pipe", "ignore", "inherit"],
  });
  const answers = async (): Promise<boolean> => {
    const env = { ...process.env, ...variables };
    return (await runCommand({ program: "docker", args: ["version"], env })).code === 0;
  };
  const hasEnded = (): boolean => existsSync(join(folder, "ended"));
  await waitUntil(async () => hasEnded() || (await answers()), {
    timeoutMs: readyWithinMs,
    what: "dockerd answers",
  }).catch(() => undefined);
  const stop = (): Promise<void> => stopKeeper(child);
  if (!hasEnded() && (await answers())) return { variables, stop };
  const words = lastWords(folder);
  await stop();
  await rm(folder, { recursive: true, force: true });
  return `dockerd did not start: ${words}`;
}
