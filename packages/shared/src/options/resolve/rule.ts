// The shape of a rule over several options, and what it may look at.
import type { CommandName, ResolvedOptions } from "../command-options.ts";
import type { OptionProblem } from "./given-value.ts";
import type { Origin } from "./origin.ts";

/** Every value that a rule may read; absent where the command has no such option. */
export type RuleValues = Partial<ResolvedOptions<"master"> & ResolvedOptions<"worker">>;

/** What a rule is asked about. */
export interface RuleCase {
  readonly command: CommandName;
  readonly values: RuleValues;
  readonly origins: Readonly<Record<string, Origin>>;
}

/** A named rule over several options; it is asked only when all that it reads are readable. */
export interface Rule {
  readonly name: string;
  readonly commands: readonly CommandName[];
  readonly reads: readonly (keyof RuleValues)[];
  /** The option at which a form shows the problem. */
  readonly shownAt: keyof RuleValues;
  check(given: RuleCase): OptionProblem | null;
}

/** Whether a flag, a variable or a file gave the value. */
export function isGiven({ origins }: RuleCase, key: keyof RuleValues): boolean {
  const origin = origins[key];
  return origin !== undefined && origin.kind !== "default";
}
