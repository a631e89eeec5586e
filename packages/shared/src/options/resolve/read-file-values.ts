// Values of a config file that somebody else has read and parsed.
import { describeError } from "../../errors/error-text.ts";
import { type CommandName, configFileCommands, optionsOf } from "../command-options.ts";
import { findOption, flagName, type FoundOption } from "../option-names.ts";
import type { GivenValue, OptionProblem, SourceReading } from "./given-value.ts";
import { describePlace, type Origin } from "./origin.ts";
import { commandsKnowing, suggestFor } from "./unknown-name.ts";

/** A parsed config file. */
export interface ConfigFile {
  readonly path: string;
  readonly entries: readonly ConfigEntry[];
}

/** One `key: value` of a config file. */
export interface ConfigEntry {
  readonly key: string;
  readonly value: unknown;
  readonly line: number | null;
}

/** Reads the entries that the command has options for; those of other commands are noted. */
export function readFileValues(command: CommandName, file: ConfigFile | null): SourceReading {
  const given = new Map<string, GivenValue>();
  const problems: OptionProblem[] = [];
  const notes: string[] = [];
  for (const entry of file?.entries ?? []) {
    const origin = { kind: "file", path: file?.path ?? "", line: entry.line } as const;
    const found = findOption(optionsOf(command), entry.key);
    const place = describePlace(origin.path, origin.line);
    if (found !== null && found.option.notInFile !== true) {
      if (given.has(found.key))
        problems.push({ ...givenTwice(entry, place), option: flagName(found.key, found.option) });
      given.set(found.key, toGiven(found, entry.value, origin));
    } else if (found === null && isForAnother(command, entry.key)) {
      notes.push(`'${entry.key}' (${place}) means nothing to 'gadfly ${command}' and is left out.`);
    } else {
      problems.push(unknownKey(command, entry.key, place));
    }
  }
  return { given: [...given.values()], problems, notes };
}

/** One file may serve a run, a master and its workers; each leaves out what is for the others. */
function isForAnother(command: CommandName, key: string): boolean {
  const sharing: readonly CommandName[] = configFileCommands;
  return sharing.includes(command) && commandsKnowing(key).some((other) => sharing.includes(other));
}

function toGiven(found: FoundOption, value: unknown, origin: Origin): GivenValue {
  if (!found.isNegated) return { key: found.key, raw: value, origin };
  const read = typeof value === "string" ? found.option.kind.fromText(value) : value;
  return { key: found.key, raw: typeof read === "boolean" ? !read : read, origin };
}

function givenTwice(entry: ConfigEntry, place: string): OptionProblem {
  return describeError("GF_OPTION_CONFLICT", {
    first: `'${entry.key}' (${place})`,
    second: "the same option further up",
    reason: "both set one value",
  });
}

function unknownKey(command: CommandName, key: string, place: string): OptionProblem {
  const isNotForFiles = findOption(optionsOf(command), key) !== null;
  const suggestion = isNotForFiles
    ? " It works as a flag or variable only."
    : suggestFor(command, key).replace("--", "");
  return describeError("GF_OPTION_UNKNOWN", { given: `'${key}' (${place})`, command, suggestion });
}
