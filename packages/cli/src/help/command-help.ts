// What `gadfly COMMAND --help` prints: yargs lays out what the option table and command table say.
import { describeExitCodes } from "@gadfly/shared/errors/exit-codes";
import { type CommandName, optionsOf } from "@gadfly/shared/options/command-options";
import { describeDefault } from "@gadfly/shared/options/describe/format-value";
import { type Option, optionGroups } from "@gadfly/shared/options/option";
import { flagName } from "@gadfly/shared/options/option-names";
import { program } from "@gadfly/shared/units/program-words";
import yargs, { type Options } from "yargs";
import { commandTable } from "../command-table.ts";

const narrowest = 60;
const widest = 110;

/** The help of one command, laid out for a terminal of this width. */
export async function describeCommand(command: CommandName, columns: number): Promise<string> {
  const { summary, positional, exits } = commandTable[command];
  const rows = Object.entries(optionsOf(command));
  const argument = positional === null ? "" : ` ${positional.name}`;
  const about = positional === null ? "" : `\n\n  ${positional.name}  ${positional.description}`;
  const help = yargs([])
    .locale("en")
    .scriptName(`${program} ${command}`)
    .usage(`${summary}\n\nUsage: $0${argument} [options]${about}`)
    .help(false)
    .version(false)
    .wrap(Math.min(Math.max(columns, narrowest), widest))
    .epilogue([...examplesOf(command), sourcesOfOptions, "", describeExitCodes(exits)].join("\n"));
  for (const group of optionGroups) {
    for (const [key, option] of rows.filter(([, row]) => row.group === group)) {
      help.option(flagToShow(key, option), toYargs(option));
    }
  }
  help.option("help", { alias: "h", description: "Show this text.", group: "General:" });
  help.option("version", { alias: "V", description: "Show the version.", group: "General:" });
  return `${await help.getHelp()}\n`;
}

const sourcesOfOptions =
  "Options can also be given as variables (--json-file is GADFLY_JSON_FILE) and, where there is --config, " +
  "in a YAML or JSON file. A flag wins over a variable, a variable over the file. " +
  "A time span is written 30s, 20m, 1h30m or 500ms.";

function examplesOf(command: CommandName): string[] {
  const lines = commandTable[command].examples.map(
    ([line, effect]) => `  ${line}\n      ${effect}`,
  );
  return ["Examples:", ...lines, ""];
}

/** A switch that is on is shown by the flag that turns it off. */
function flagToShow(key: string, option: Option): string {
  const name = flagName(key, option);
  return option.default === true ? `no-${name}` : name;
}

function describe({ default: given, description }: Option): string {
  if (given !== true) return description;
  return `Turns this off, which is on otherwise: ${description}`;
}

/** More values than these are a page, not a line. */
const mostNames = 12;

/** The values to choose from; of a long list the first, and where the others are. */
function namesOf({ kind }: Option): string | null {
  const { words } = kind;
  if (words === undefined) return null;
  const more = words.length - mostNames;
  const list = words.slice(0, mostNames).join(", ");
  return more > 0 ? `${list} and ${more} more: docs/providers.md` : list;
}

function toYargs(option: Option): Options {
  const unit = option.unit === undefined || option.unit === "none" ? [] : [option.unit];
  const range = option.kind.range ?? namesOf(option);
  const takes = range === null ? unit : [...unit, range];
  const told = option.kind.name === "switch" ? null : describeDefault(option);
  return {
    description:
      takes.length === 0 ? describe(option) : `${describe(option)} (${takes.join(", ")})`,
    group: `${option.group}:`,
    ...(option.alias === undefined ? {} : { alias: option.alias }),
    ...(told === null ? {} : { defaultDescription: told }),
  };
}
