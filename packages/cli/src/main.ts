// The program behind `gadfly`, `master` and `worker`: finds the command, resolves its options, runs it.
// It returns the exit code and never ends the process itself.
import { exitCodes } from "@gadfly/shared/errors/exit-codes";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import {
  type CommandName,
  commandNames,
  isCommandName,
} from "@gadfly/shared/options/command-options";
import { describeResolvedOptions } from "@gadfly/shared/options/describe/print-options";
import { closestWord } from "@gadfly/shared/options/resolve/edit-distance";
import { resolveOptions } from "@gadfly/shared/options/resolve/resolve-options";
import type { Surroundings } from "./command-context.ts";
import { commandTable } from "./command-table.ts";
import { describeProgram } from "./help/general-help.ts";
import { findConfigFile } from "./options/find-config-file.ts";
import { type ParsedArgv, parseArgv } from "./options/parse-argv.ts";
import { printProblems, printThrown } from "./print-errors.ts";
import { readVersion } from "./version.ts";

/** Runs a command line (without the program's name) and gives the exit code. */
export async function main(
  argv: readonly string[],
  surroundings: Surroundings = process,
): Promise<number> {
  try {
    return await dispatch(argv, surroundings);
  } catch (thrown) {
    return printThrown(surroundings.stderr, thrown);
  }
}

async function dispatch(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const [first = "--help", ...rest] = argv;
  if (isCommandName(first)) return runCommand(first, rest, surroundings);
  if (first === "--version" || first === "-V") return printVersion(surroundings);
  const [topic] = rest;
  if (first !== "--help" && first !== "-h" && first !== "help") throw unknownCommand(first);
  if (topic !== undefined && isCommandName(topic)) return printHelp(topic, surroundings);
  surroundings.stdout.write(describeProgram());
  return exitCodes.success;
}

async function runCommand<Command extends CommandName>(
  command: Command,
  argv: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { env, stdout, stderr } = surroundings;
  const parsed = parseArgv(command, argv);
  if (parsed.wantsHelp) return printHelp(command, surroundings);
  if (parsed.wantsVersion) return printVersion(surroundings);
  checkPositionals(command, parsed);
  const file = await findConfigFile(command, parsed.flags, env);
  const sources = { command, flags: parsed.flags, env, file };
  const resolution = resolveOptions(sources);
  if (!resolution.ok) return printProblems(stderr, resolution.error);
  const { options, origins, notes } = resolution.value;
  for (const note of notes) stderr.write(`note: ${note}\n`);
  if ("printOptions" in options && options.printOptions === true) {
    stdout.write(describeResolvedOptions(command, { options, origins }));
    return exitCodes.success;
  }
  const handler = await commandTable[command].load();
  const { positionals } = parsed;
  const isTty = stdout.isTTY === true;
  return handler({
    command,
    options,
    origins,
    notes,
    resolveWith: (request) => resolveOptions({ ...sources, request }),
    positionals,
    isTty,
    env,
    stdout,
    stderr,
  });
}

async function printHelp(command: CommandName, { stdout }: Surroundings): Promise<number> {
  const { describeCommand } = await import("./help/command-help.ts");
  stdout.write(await describeCommand(command, stdout.columns ?? 80));
  return exitCodes.success;
}

function printVersion({ stdout }: Surroundings): number {
  stdout.write(`gadfly ${readVersion()}\n`);
  return exitCodes.success;
}

function checkPositionals(command: CommandName, { positionals }: ParsedArgv): void {
  const { positional } = commandTable[command];
  if (positional?.isList === true) return;
  const surplus = positionals[positional === null ? 0 : 1];
  const expected = positional === null ? "options only" : `one ${positional.name}`;
  if (surplus !== undefined) {
    throw new GadflyError("GF_ARGUMENT_UNEXPECTED", { given: surplus, command, expected });
  }
  if (positional !== null && positionals.length === 0) {
    throw new GadflyError("GF_ARGUMENT_MISSING", {
      command,
      name: positional.name,
      description: positional.description,
    });
  }
}

function unknownCommand(given: string): GadflyError {
  const closest = closestWord(given, commandNames);
  const isFlag = given.startsWith("-");
  const meant = isFlag ? " Name a command before the options." : ` Did you mean '${closest}'?`;
  const suggestion = isFlag || closest !== null ? meant : "";
  return new GadflyError("GF_COMMAND_UNKNOWN", { given, suggestion });
}
