// What `gadfly` and `gadfly --help` print: the commands, how to start, the exit codes.
import { describeExitCodes } from "@gadfly/shared/errors/exit-codes";
import { commandNames } from "@gadfly/shared/options/command-options";
import { program } from "@gadfly/shared/units/program-words";
import { commandTable } from "../command-table.ts";

/** The help of the program as a whole. */
export function describeProgram(): string {
  const commands = commandNames.map((name) => `  ${name.padEnd(10)}${commandTable[name].summary}`);
  const examples = (["run", "demo"] as const).flatMap((name) =>
    commandTable[name].examples.slice(0, 1).map(([line, effect]) => `  ${line}\n      ${effect}`),
  );
  return [
    "gadfly: distributed load tests for LLM inference servers.",
    "",
    `Usage: ${program} COMMAND [options]`,
    "",
    "Commands:",
    ...commands,
    "",
    "Options:",
    "  -h, --help     this text; after a command, its own",
    "  -V, --version  the version",
    "",
    "Examples:",
    ...examples,
    "",
    describeExitCodes(),
    "",
    `'${program} COMMAND --help' lists the options of a command.`,
    "",
  ].join("\n");
}
