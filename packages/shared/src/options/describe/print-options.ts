// The answer to --print-options: every option, its value, and where the value came from. It is a
// config file itself; only secrets and what is not set are commented out.
import { type CommandName, optionsOf } from "../command-options.ts";
import { flagName } from "../option-names.ts";
import type { Option } from "../option.ts";
import { describeOrigin, type Origin } from "../resolve/origin.ts";
import { formatValue, hidden } from "./format-value.ts";

/** What is printed: the resolution of a command's options. */
export interface PrintedOptions {
  readonly options: Readonly<Record<string, unknown>>;
  readonly origins: Readonly<Record<string, Origin>>;
}

/** Where the origins stand, unless a setting is longer. */
const originColumn = 40;

/** The options of a command as YAML, one line each, with the origin as a comment. */
export function describeResolvedOptions(command: CommandName, resolved: PrintedOptions): string {
  const lines = Object.entries(optionsOf(command))
    .filter(([, option]) => option.notInFile !== true)
    .map(([key, option]) => {
      const origin = describeOrigin(resolved.origins[key] ?? { kind: "default" });
      return `${setting(key, option, resolved.options[key]).padEnd(originColumn)}  # ${origin}`;
    });
  return [`# Options of 'gadfly ${command}'`, ...lines, ""].join("\n");
}

function setting(key: string, option: Option, value: unknown): string {
  const text = formatValue(option, value);
  const isComment = text === null || text.includes(hidden);
  const shown = text ?? `(${option.defaultText ?? "not set"})`;
  return `${isComment ? "# " : ""}${flagName(key, option)}: ${shown}`;
}
