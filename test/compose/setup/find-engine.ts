// Finds a Docker engine that runs, or starts one, and the Compose program to go with it.
import { runCommand } from "../support/run-command.ts";
import { startPrivateEngine } from "./private-engine.ts";

/** An engine to run containers on. */
export interface Engine {
  /** Added to the environment of docker commands. */
  readonly variables: Readonly<Record<string, string>>;
  readonly composeCommand: readonly string[];
  /** It was started for this suite. */
  readonly isPrivate: boolean;
  /** For people: version of the engine and of Compose. */
  readonly description: string;
  stop(): Promise<void>;
}

const composeCommands = [["docker", "compose"], ["docker-compose"]];

async function findCompose(): Promise<readonly string[] | null> {
  for (const command of composeCommands) {
    const [program = "", ...first] = command;
    const { code } = await runCommand({ program, args: [...first, "version"] });
    if (code === 0) return command;
  }
  return null;
}

const versionOf = async (program: string, args: string[], env = process.env): Promise<string> =>
  (await runCommand({ program, args, env })).stdout.trim();

/** Finds one; or says in half a sentence why there is none. */
export async function findEngine(): Promise<Engine | string> {
  const composeCommand = await findCompose();
  if (composeCommand === null) return "neither docker compose nor docker-compose is installed";
  const isRunning = (await runCommand({ program: "docker", args: ["version"] })).code === 0;
  const started = isRunning ? null : await startPrivateEngine();
  if (typeof started === "string")
    return `no Docker engine runs here and none can be started (${started})`;
  const variables = started?.variables ?? {};
  const [program = "", ...first] = composeCommand;
  const compose = await versionOf(program, [...first, "version", "--short"]);
  const env = { ...process.env, ...variables };
  const docker = await versionOf("docker", ["version", "-f", "{{.Server.Version}}"], env);
  const whose = started === null ? "that runs here" : "started for this suite";
  return {
    variables,
    composeCommand,
    isPrivate: started !== null,
    description: `Docker ${docker} ${whose}, ${composeCommand.join(" ")} ${compose}`,
    stop: () => started?.stop() ?? Promise.resolve(),
  };
}
