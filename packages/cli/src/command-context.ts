// What every command is given: its options, resolved, and the outside world as far as it needs it.
import type { CommandName, ResolvedOptions } from "@gadfly/shared/options/command-options";
import type { Result } from "@gadfly/shared/errors/result";
import type { OptionProblem } from "@gadfly/shared/options/resolve/given-value";
import type { Origin } from "@gadfly/shared/options/resolve/origin";
import type { ConfigFile } from "@gadfly/shared/options/resolve/read-file-values";
import type { Resolution } from "@gadfly/shared/options/resolve/resolve-options";
import type { Environment } from "@gadfly/shared/options/resolve/read-environment";

/** Somewhere to write text: stdout, stderr, or a list in a test. */
export interface TextOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  /** A terminal tells when its size has changed. */
  on?(event: "resize", listener: () => void): unknown;
  off?(event: "resize", listener: () => void): unknown;
}

/** The outside world of one call of `main`. */
export interface Surroundings {
  readonly env: Environment;
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
}

/** Everything that a command is given. */
export interface CommandContext<Command extends CommandName = CommandName> extends Surroundings {
  readonly command: Command;
  readonly options: ResolvedOptions<Command>;
  /** Where each option's value came from, by key. */
  readonly origins: Readonly<Record<string, Origin>>;
  /** The same options once more, with what the page asks for before everything else. */
  resolveWith(request: ConfigFile): Result<Resolution<Command>, readonly OptionProblem[]>;
  /** Sentences about the options that have been shown to the user. */
  readonly notes: readonly string[];
  /** Arguments that are not flags; only for commands that take some. */
  readonly positionals: readonly string[];
  /** Whether stdout is a terminal. */
  readonly isTty: boolean;
}

/** A command: does its work and says the exit code. Mistakes of the user are thrown as `GadflyError`. */
export type CommandHandler<Command extends CommandName> = (
  context: CommandContext<Command>,
) => Promise<number>;
