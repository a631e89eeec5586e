// Where a value came from, and in which order sources win.
import type { OptionTable } from "../option.ts";
import { flagName } from "../option-names.ts";

/** The source of one resolved value. */
export type Origin =
  | { readonly kind: "flag"; readonly name: string }
  | { readonly kind: "environment"; readonly name: string }
  | { readonly kind: "file"; readonly path: string; readonly line: number | null }
  | { readonly kind: "request" }
  | { readonly kind: "default" };

/** What stands for the place of a value that came with a start request. */
export const startRequestPlace = "the start request";

/** The sources from strongest to weakest. */
export const precedence = [
  "request",
  "flag",
  "environment",
  "file",
  "default",
] as const satisfies readonly Origin["kind"][];

/** The origin in a few words: "flag --users", "GADFLY_USERS", "bench.yaml:3", "default". */
export function describeOrigin(origin: Origin): string {
  switch (origin.kind) {
    case "flag":
      return `flag ${origin.name}`;
    case "environment":
      return origin.name;
    case "file":
      return describePlace(origin.path, origin.line);
    case "request":
      return startRequestPlace;
    case "default":
      return "default";
  }
}

/** A place in a file, as editors and compilers write it. */
export function describePlace(path: string, line: number | null): string {
  return line === null ? path : `${path}:${line}`;
}

/** The dashed long flag of an option of the table; what users know an option by. */
export function dashedFlag(table: OptionTable, key: string): string {
  const option = table[key];
  return option === undefined ? `--${key}` : `--${flagName(key, option)}`;
}
