// docs/options.md, made from the tables.
import {
  type CommandName,
  commandNames,
  commandsWith,
  configFileCommands,
  optionsOf,
} from "../command-options.ts";
import { flagName, variableNames } from "../option-names.ts";
import { type Option, optionGroups } from "../option.ts";
import { describeDefault } from "./format-value.ts";

type Row = readonly [key: string, option: Option];

const sharing: readonly CommandName[] = configFileCommands;

/** The page of options: what runs, masters and workers have by group, then the other commands. */
export function describeOptionsMarkdown(): string {
  const shared = new Map(sharing.flatMap((command) => Object.entries(optionsOf(command))));
  const others = commandNames.filter((command) => !sharing.includes(command));
  return [
    ...introduction,
    ...optionGroups.flatMap((group) => {
      const rows = [...shared].filter(([, option]) => option.group === group);
      return section(group, ["commands"], rows.map(sharedCells));
    }),
    ...others.flatMap((command) =>
      section(`gadfly ${command}`, [], Object.entries(optionsOf(command)).map(cells)),
    ),
  ].join("\n");
}

const introduction = [
  "# Options",
  "",
  "A flag wins over a variable, a variable over the config file, the file over the default.",
  "In a config file (`--config FILE`, YAML or JSON) an option is named as its flag is, without the dashes.",
  "`--print-options` shows every value and where it came from.",
  "",
  "A time span is written 30s, 20m, 1h30m or 500ms; a bare number is seconds.",
  "",
];

function section(
  title: string,
  moreColumns: readonly string[],
  rows: readonly string[][],
): string[] {
  if (rows.length === 0) return [];
  const head = ["flag", "default", "meaning", "unit, range", "variables", ...moreColumns];
  return [
    `## ${title}`,
    "",
    tableRow(head),
    tableRow(head.map(() => "---")),
    ...rows.map((row) => tableRow(row.map(escapeCell))),
    "",
  ];
}

function cells([key, option]: Row): string[] {
  const variables = variableNames(key, option);
  const all = option.lastResortVariable ? [...variables, option.lastResortVariable] : variables;
  return [
    flags(key, option),
    describeDefault(option) ?? "",
    option.description,
    [option.unit, option.kind.range].filter((part) => part && part !== "none").join(", "),
    all.map((name) => `\`${name}\``).join(" "),
  ];
}

/** Commands may share an option and differ in its default; then every default is named. */
function sharedCells([key, option]: Row): string[] {
  const [flag = "", , ...rest] = cells([key, option]);
  const commands = commandsWith(key).filter((command) => sharing.includes(command));
  const defaults = commands.map(
    (command) => describeDefault(optionsOf(command)[key] ?? option) ?? "",
  );
  const areSame = defaults.every((text) => text === defaults[0]);
  const told = areSame
    ? (defaults[0] ?? "")
    : commands.map((command, index) => `${command}: ${defaults[index]}`).join("; ");
  return [flag, told, ...rest, commands.join(", ")];
}

function flags(key: string, option: Option): string {
  const long = flagName(key, option);
  const { placeholder } = option.kind;
  const names = [
    ...(option.alias === undefined ? [] : [`-${option.alias}`]),
    placeholder === null ? `--${long}` : `--${long} ${placeholder}`,
    ...(placeholder === null ? [`--no-${long}`] : []),
  ];
  return names.map((name) => `\`${name}\``).join(" ");
}

const tableRow = (row: readonly string[]): string => `| ${row.join(" | ")} |`;
const escapeCell = (cell: string): string => cell.replaceAll("|", String.raw`\|`);
