// The docker command, against the engine of the suite.
import { presentSetup } from "./container-setup.ts";
import { outputOf, runCommand, type Command, type CommandEnd } from "./run-command.ts";

/** Longer than any run of the suite. */
const endsWithinMs = 75_000;

const foreignVariable = (name: string): boolean =>
  !/^(GADFLY_|LOCUST_|OPENAI_|COMPOSE_)/.test(name);

/** The environment without any variable that gadfly or Compose would read, and with the engine's. */
export function dockerEnvironment(): NodeJS.ProcessEnv {
  const foreign = Object.entries(process.env).filter(([name]) => foreignVariable(name));
  return { ...Object.fromEntries(foreign), ...presentSetup().engineVariables };
}

const command = (args: readonly string[]): Command => ({
  program: "docker",
  args,
  env: dockerEnvironment(),
});

/** What `docker ARGS` prints, without the last line break. */
export const docker = async (...args: string[]): Promise<string> =>
  (await outputOf(command(args))).trimEnd();

/** Waits until a container has ended; its exit code. */
export const exitCodeOf = async (container: string): Promise<number> =>
  Number(await outputOf({ ...command(["wait", container]), timeoutMs: endsWithinMs }));

/** Runs `docker ARGS`, which may fail. */
export const tryDocker = (...args: string[]): Promise<CommandEnd> => runCommand(command(args));

/** The lines of an answer; none for an empty one. */
export const linesOf = (text: string): string[] => text.split("\n").filter((line) => line !== "");
