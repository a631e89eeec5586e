// What to say about a name that is no option of the command: a slip, another command's, another tool's.
import { type CommandName, commandNames, commandsWith, optionsOf } from "../command-options.ts";
import { findOption, flagName } from "../option-names.ts";
import { closestWord } from "./edit-distance.ts";

/** Flags of other load generators, and our word for the same thing. */
const wordsOfOthers: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "api-base": "host",
    "base-url": "host",
    clients: "users",
    concurrency: "users",
    "concurrent-requests": "users",
    duration: "run-time",
    "hatch-rate": "spawn-rate",
    "input-tokens": "prompt-tokens",
    "max-concurrency": "users",
    "max-time": "run-time",
    "num-prompts": "max-requests",
    "num-requests": "max-requests",
    number: "max-requests",
    "output-tokens": "max-tokens",
    parallel: "users",
    requests: "max-requests",
    target: "host",
    url: "host",
    vus: "users",
  }),
);

/** Flags of Locust that are commands here. */
const commandsOfOthers: ReadonlyMap<string, CommandName> = new Map([
  ["master", "master"],
  ["worker", "worker"],
  ["slave", "worker"],
]);

/** A sentence that helps, with a space in front; empty when there is nothing to say. */
export function suggestFor(command: CommandName, name: string): string {
  const own = findOption(optionsOf(command), name);
  if (own !== null) return suggestOwn(name, flagName(own.key, own.option));
  const elsewhere = commandsKnowing(name);
  if (elsewhere.length > 0) return ` It belongs to ${listed(elsewhere.map(quoted))}.`;
  const asCommand = commandsOfOthers.get(name);
  if (asCommand !== undefined) return ` Use the command ${quoted(asCommand)}.`;
  const names = namesOf(command);
  const meant = wordsOfOthers.get(name);
  if (meant !== undefined && names.includes(meant)) return ` gadfly calls it --${meant}.`;
  const closest = closestWord(name, names);
  return closest === null ? "" : ` Did you mean --${closest}?`;
}

/** A known option can be named wrongly in two ways: in camel case, or as `--no-` without being a switch. */
function suggestOwn(name: string, flag: string): string {
  const isNegated = name === flag;
  return isNegated ? ` --${flag} takes a value and has no --no- form.` : ` Did you mean --${flag}?`;
}

/** The commands that have an option of this name. */
export function commandsKnowing(name: string): CommandName[] {
  const keys = commandNames.map((command) => findOption(optionsOf(command), name)?.key);
  const known = new Set(keys.filter((key) => key !== undefined));
  return [...new Set([...known].flatMap(commandsWith))];
}

function namesOf(command: CommandName): string[] {
  return Object.entries(optionsOf(command)).map(([key, option]) => flagName(key, option));
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

const quoted = (command: CommandName): string => `'gadfly ${command}'`;
