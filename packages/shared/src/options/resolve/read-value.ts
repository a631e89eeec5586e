// One given value to the option's own type, or the sentence that says what would be allowed.
import { describeError } from "../../errors/error-text.ts";
import { err, ok, type Result } from "../../errors/result.ts";
import { type CommandName, optionsOf } from "../command-options.ts";
import { flagName } from "../option-names.ts";
import type { Option } from "../option.ts";
import { describeGiven, type GivenValue, type OptionProblem } from "./given-value.ts";

/** Reads a value by its option's schema; text is read the same wherever it comes from. */
export function readValue(
  command: CommandName,
  option: Option,
  given: GivenValue,
): Result<unknown, OptionProblem> {
  const parsed = option.kind.schema.safeParse(readText(option, given.raw));
  if (parsed.success) return ok(parsed.data);
  const name = flagName(given.key, option);
  const problem = describeError("GF_OPTION_INVALID", {
    given: describeGiven(given, name, option.secret === true),
    option: `--${name}`,
    allowed: option.kind.allowed,
    command,
  });
  return err({ ...problem, option: name });
}

/** The value of an option that nothing gives. */
export function defaultOf(command: CommandName, key: string): unknown {
  const option = optionsOf(command)[key];
  if (option?.default === undefined) return null;
  return option.kind.schema.parse(option.default);
}

function readText(option: Option, raw: unknown): unknown {
  return typeof raw === "string" ? option.kind.fromText(raw) : raw;
}
