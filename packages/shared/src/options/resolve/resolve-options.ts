// From everything the user said to the values that count, each with its origin. Pure: flags,
// variables and the file come in as data, and all problems come out together.
import { err, ok, type Result } from "../../errors/result.ts";
import { type CommandName, optionsOf, type ResolvedOptions } from "../command-options.ts";
import { settleAlternatives } from "./alternatives.ts";
import type { GivenValue, OptionProblem, SourceReading } from "./given-value.ts";
import { dashedFlag, type Origin } from "./origin.ts";
import { type Environment, readEnvironment, readLastResorts } from "./read-environment.ts";
import { type ConfigFile, readFileValues } from "./read-file-values.ts";
import { type Flags, readFlags } from "./read-flags.ts";
import { defaultOf, readValue } from "./read-value.ts";
import type { RuleValues } from "./rule.ts";
import { rules } from "./rules.ts";

/** Everything that may give an option a value. */
export interface OptionSources<Command extends CommandName> {
  readonly command: Command;
  readonly flags: Flags;
  readonly env: Environment;
  readonly file: ConfigFile | null;
  /** What the page asks for; it counts before everything else, and null takes a value back. */
  readonly request?: ConfigFile;
}

/** The values that count, where each came from, and what the user should be told. */
export interface Resolution<Command extends CommandName> {
  readonly options: ResolvedOptions<Command>;
  readonly origins: Readonly<Record<string, Origin>>;
  readonly notes: readonly string[];
}

/** Resolves the options of a command: flag before variable before file before default. */
export function resolveOptions<Command extends CommandName>(
  sources: OptionSources<Command>,
): Result<Resolution<Command>, readonly OptionProblem[]> {
  const { command } = sources;
  const gathered = gather(sources);
  const settled = settleAlternatives(command, gathered.chosen);
  const reading = readAll(command, settled.chosen);
  const problems = [
    ...gathered.problems,
    ...settled.problems,
    ...reading.problems,
    ...brokenRules(command, reading),
  ];
  if (problems.length > 0) return err(problems);
  const options: unknown = reading.values;
  if (!isResolved(command, options)) throw new Error(`options of ${command} are missing`);
  return ok({ options, origins: reading.origins, notes: gathered.notes });
}

interface Gathered {
  readonly chosen: ReadonlyMap<string, GivenValue>;
  readonly problems: readonly OptionProblem[];
  readonly notes: readonly string[];
}

/** The strongest value for each option. Sources are read weakest first, so that the last one stays. */
function gather({ command, flags, env, file, request }: OptionSources<CommandName>): Gathered {
  const readings = [
    readFileValues(command, file),
    readEnvironment(command, env),
    readFlags(command, flags),
    asRequest(readFileValues(command, request ?? null)),
  ];
  const chosen = new Map(readings.flatMap(({ given }) => given.map((value) => [value.key, value])));
  for (const { key, raw } of readings.at(-1)?.given ?? []) if (raw === null) chosen.delete(key);
  const lastResorts = readLastResorts(command, env, new Set(chosen.keys()));
  for (const value of lastResorts.given) chosen.set(value.key, value);
  return {
    chosen,
    problems: readings.toReversed().flatMap(({ problems }) => problems),
    notes: [...readings, lastResorts].flatMap(({ notes }) => notes),
  };
}

interface Reading {
  readonly values: Readonly<Record<string, unknown>>;
  readonly origins: Readonly<Record<string, Origin>>;
  readonly problems: readonly OptionProblem[];
  readonly unreadable: ReadonlySet<string>;
}

/** What the page asks for is written as in a file, and counts for more. */
const asRequest = (reading: SourceReading): SourceReading => ({
  ...reading,
  given: reading.given.map((value) => ({ ...value, origin: { kind: "request" } })),
});

function readAll(command: CommandName, chosen: ReadonlyMap<string, GivenValue>): Reading {
  const values: Record<string, unknown> = {};
  const origins: Record<string, Origin> = {};
  const problems: OptionProblem[] = [];
  const unreadable = new Set<string>();
  for (const [key, option] of Object.entries(optionsOf(command))) {
    const given = chosen.get(key);
    const read =
      given === undefined ? ok(defaultOf(command, key)) : readValue(command, option, given);
    origins[key] = given?.origin ?? { kind: "default" };
    if (read.ok) values[key] = read.value;
    else {
      problems.push(read.error);
      unreadable.add(key);
    }
  }
  return { values, origins, problems, unreadable };
}

function brokenRules(command: CommandName, reading: Reading): OptionProblem[] {
  const { origins, unreadable } = reading;
  const values: RuleValues = reading.values;
  return rules
    .filter((rule) => rule.commands.includes(command))
    .filter((rule) => !rule.reads.some((key) => unreadable.has(key)))
    .flatMap((rule) => {
      const problem = rule.check({ command, values, origins });
      const option = dashedFlag(optionsOf(command), rule.shownAt).slice(2);
      return problem === null ? [] : [{ ...problem, option }];
    });
}

/** The one place where types are taken on trust: each key has just been read by its own schema. */
function isResolved<Command extends CommandName>(
  command: Command,
  values: unknown,
): values is ResolvedOptions<Command> {
  if (typeof values !== "object" || values === null) return false;
  return Object.keys(optionsOf(command)).every((key) => Object.hasOwn(values, key));
}
