// Variables: GADFLY_NAME, Locust's LOCUST_NAME where we share the name, and a few of other programs.
import { type CommandName, commandNames, optionsOf } from "../command-options.ts";
import { variableNames } from "../option-names.ts";
import type { GivenValue, SourceReading } from "./given-value.ts";
import { closestWord } from "./edit-distance.ts";
import { dashedFlag } from "./origin.ts";

/** Variables by name; an empty one counts as absent, as compose files produce them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the variables that the command has options for; those of other commands are left alone. */
export function readEnvironment(command: CommandName, env: Environment): SourceReading {
  const table = optionsOf(command);
  const given: GivenValue[] = [];
  const notes: string[] = [];
  for (const [key, option] of Object.entries(table)) {
    const name = variableNames(key, option).find((variable) => isSet(env, variable));
    if (name === undefined) continue;
    given.push({ key, raw: env[name], origin: { kind: "environment", name } });
    if (name.startsWith("LOCUST_")) notes.push(`${name} is read as ${dashedFlag(table, key)}.`);
  }
  return { given, problems: [], notes: [...notes, ...unknownVariables(env)] };
}

/** Variables of other programs, for options that nothing else has given. */
export function readLastResorts(
  command: CommandName,
  env: Environment,
  taken: ReadonlySet<string>,
): SourceReading {
  const table = optionsOf(command);
  const given: GivenValue[] = [];
  const notes: string[] = [];
  for (const [key, { lastResortVariable: name }] of Object.entries(table)) {
    if (name === undefined || taken.has(key) || !isSet(env, name)) continue;
    given.push({ key, raw: env[name], origin: { kind: "environment", name } });
    notes.push(`${name} is used as ${dashedFlag(table, key)} and sent to the target.`);
  }
  return { given, problems: [], notes };
}

const knownVariables: ReadonlySet<string> = new Set(
  commandNames.flatMap((command) =>
    Object.entries(optionsOf(command)).flatMap(([key, option]) => variableNames(key, option)),
  ),
);

/** A stray variable may belong to a script or a compose file, so it is a note and not an error. */
function unknownVariables(env: Environment): string[] {
  const strays = Object.keys(env).filter(
    (name) => name.startsWith("GADFLY_") && !knownVariables.has(name),
  );
  return strays.map((name) => {
    const meant = closestWord(name, [...knownVariables]);
    return `${name} is not a variable of gadfly.${meant === null ? "" : ` Did you mean ${meant}?`}`;
  });
}

const isSet = (env: Environment, name: string): boolean =>
  env[name] !== undefined && env[name] !== "";
