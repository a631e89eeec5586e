// Splits a command line into flags and other arguments. Values stay text: what they mean, and whether
// a flag exists at all, is decided by the option table, so that every source is judged alike. Only the
// parser of yargs is loaded here; its help takes 50 ms more, and every command would wait for it.
import { type CommandName, optionsOf } from "@gadfly/shared/options/command-options";
import type { Option } from "@gadfly/shared/options/option";
import { flagName } from "@gadfly/shared/options/option-names";
import type { Flags } from "@gadfly/shared/options/resolve/read-flags";
import parse from "yargs-parser";
import { joinValues } from "./join-values.ts";

/** A command line, taken apart. */
export interface ParsedArgv {
  /** By long name; a flag without its value is an empty text. */
  readonly flags: Flags;
  readonly positionals: readonly string[];
  readonly wantsHelp: boolean;
  readonly wantsVersion: boolean;
}

/** Takes the arguments of a command apart. */
export function parseArgv(command: CommandName, argv: readonly string[]): ParsedArgv {
  const options = Object.entries(optionsOf(command));
  const names = (wanted: (option: Option) => boolean): string[] =>
    options.filter(([, option]) => wanted(option)).map(([key, option]) => flagName(key, option));
  const { words, switchTexts } = joinValues(argv, options);
  const parsed = parse(words, {
    alias: { ...aliasesOf(options), help: ["h"], version: ["V"] },
    boolean: [...names(isSwitch), "help", "version"],
    string: [...names((option) => !isSwitch(option)), "_"],
    configuration: parserConfiguration,
  });
  const { _: positionals, help, version, ...flags } = parsed;
  return {
    flags: { ...flags, ...switchTexts },
    positionals: positionals.map(String),
    wantsHelp: help === true,
    wantsVersion: version === true,
  };
}

const parserConfiguration = {
  "camel-case-expansion": false,
  "dot-notation": false,
  "parse-numbers": false,
  "parse-positional-numbers": false,
  "short-option-groups": false,
  "strip-aliased": true,
};

const isSwitch = (option: Option): boolean => option.kind.name === "switch";

function aliasesOf(options: readonly (readonly [string, Option])[]): Record<string, string[]> {
  const pairs = options.map(([key, option]): [string, string[]] => [
    flagName(key, option),
    option.alias === undefined ? [] : [option.alias],
  ]);
  return Object.fromEntries(pairs);
}
