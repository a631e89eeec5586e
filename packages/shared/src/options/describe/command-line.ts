// The command line that gives the same options, to copy. Secrets stand before it as variables, hidden.
import { program } from "../../units/program-words.ts";
import { type CommandName, optionsOf } from "../command-options.ts";
import { flagName, variableNames } from "../option-names.ts";
import type { Option } from "../option.ts";
import type { Origin } from "../resolve/origin.ts";
import { isSecretHeader } from "../secret-headers.ts";
import { hidden } from "./format-value.ts";
import { toInput } from "./input-value.ts";
import { quoteForShell } from "./quote-for-shell.ts";

/** What is described: the resolution of a command's options. */
export interface DescribedOptions {
  readonly options: Readonly<Record<string, unknown>>;
  readonly origins: Readonly<Record<string, Origin>>;
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");

const headerLine = ([name, value]: readonly [string, unknown]): string =>
  `${name}: ${isSecretHeader(name) ? hidden : textOf(value)}`;

const textsOf = (option: Option, value: unknown): string[] => {
  if (option.kind.name === "map")
    return Object.entries({ ...(typeof value === "object" ? value : {}) }).map(headerLine);
  return option.kind.name === "list" && Array.isArray(value) ? value.map(textOf) : [textOf(value)];
};

const wordsOf = (key: string, option: Option, value: unknown): string[] => {
  const long = flagName(key, option);
  if (option.kind.name === "switch") return [value === true ? `--${long}` : `--no-${long}`];
  const flag = option.alias === undefined ? `--${long}` : `-${option.alias}`;
  const texts = textsOf(option, value ?? "off");
  // A value that begins with a dash would be taken for a flag.
  return texts.flatMap((text) =>
    text.startsWith("-") ? [`--${long}=${quoteForShell(text)}`] : [flag, quoteForShell(text)],
  );
};

/** `npx gadfly run -H … -u …` with everything that was given, wherever it came from. */
export const describeCommandLine = (command: CommandName, given: DescribedOptions): string => {
  const rows = Object.entries(optionsOf(command)).filter(
    ([key, option]) =>
      option.notInFile !== true && (given.origins[key]?.kind ?? "default") !== "default",
  );
  const secrets = rows
    .filter(([, option]) => option.secret === true && option.kind.name !== "map")
    .map(([key, option]) => `${variableNames(key, option)[0] ?? key}=${hidden}`);
  const words = rows
    .filter(([, option]) => option.secret !== true || option.kind.name === "map")
    .flatMap(([key, option]) => wordsOf(key, option, toInput(option, given.options[key])));
  return [...secrets, program, command, ...words].join(" ");
};
