// Flags as the argument parser hands them over: by long name, text, text list, or true and false.
import { describeError } from "../../errors/error-text.ts";
import { type CommandName, optionsOf } from "../command-options.ts";
import { flagName } from "../option-names.ts";
import type { Option } from "../option.ts";
import type { GivenValue, OptionProblem, SourceReading } from "./given-value.ts";
import { suggestFor } from "./unknown-name.ts";

/** Parsed flags by long name without dashes; several texts when a flag was repeated. */
export type Flags = Readonly<Record<string, unknown>>;

/** Reads the flags of a command line. */
export function readFlags(command: CommandName, flags: Flags): SourceReading {
  const given: GivenValue[] = [];
  const problems: OptionProblem[] = [];
  const byFlag = new Map(
    Object.entries(optionsOf(command)).map(([key, option]) => [
      flagName(key, option),
      { key, option },
    ]),
  );
  for (const [name, raw] of Object.entries(flags)) {
    const named = byFlag.get(name);
    const isNegatedValue = raw === false && named?.option.kind.name !== "switch";
    const found = isNegatedValue ? undefined : named;
    const problem =
      found === undefined ? unknownFlag(command, name, raw) : repeated(found.option, name, raw);
    if (problem !== null) problems.push(problem);
    else if (found !== undefined) given.push(toGiven(found.key, found.option, { name, raw }));
  }
  return { given, problems, notes: [] };
}

function toGiven(key: string, option: Option, flag: { name: string; raw: unknown }): GivenValue {
  const isBare = flag.raw === "" && option.bareText !== undefined;
  const isOff = option.kind.name === "switch" && flag.raw === false;
  const name = isOff ? `--no-${flag.name}` : `--${flag.name}`;
  return { key, raw: isBare ? option.bareText : flag.raw, origin: { kind: "flag", name } };
}

function unknownFlag(command: CommandName, name: string, raw: unknown): OptionProblem {
  const isNegated = raw === false;
  const given = name.length === 1 ? `-${name}` : `--${isNegated ? "no-" : ""}${name}`;
  return describeError("GF_OPTION_UNKNOWN", {
    given,
    command,
    suggestion: suggestFor(command, name),
  });
}

function repeated(option: Option, name: string, raw: unknown): OptionProblem | null {
  const isRepeatable = option.kind.name === "list" || option.kind.name === "map";
  if (!Array.isArray(raw) || isRepeatable) return null;
  const values = option.secret === true ? "secret" : raw.map(String).join(", ");
  return describeError("GF_OPTION_REPEATED", { option: `--${name}`, count: raw.length, values });
}
