// Options that are two ways to say one thing: the stronger source wins, two equal ones are an error.
import { describeError } from "../../errors/error-text.ts";
import { type CommandName, optionsOf } from "../command-options.ts";
import type { GivenValue, OptionProblem } from "./given-value.ts";
import { dashedFlag, precedence } from "./origin.ts";

const alternatives = [
  { keys: ["token", "tokenFile"], reason: "both name the token" },
  { keys: ["webToken", "webTokenFile"], reason: "both name the web token" },
  { keys: ["prompt", "promptTokens"], reason: "a given prompt has the length it has" },
] as const;

/** Drops the weaker of two alternatives from what was given. */
export function settleAlternatives(
  command: CommandName,
  chosen: ReadonlyMap<string, GivenValue>,
): { chosen: ReadonlyMap<string, GivenValue>; problems: readonly OptionProblem[] } {
  const settled = new Map(chosen);
  const problems: OptionProblem[] = [];
  for (const { keys, reason } of alternatives) {
    const [first, second] = keys.map((key) => chosen.get(key));
    if (first === undefined || second === undefined) continue;
    const difference = rankOf(first) - rankOf(second);
    if (difference === 0) problems.push(conflict(command, [first, second], reason));
    else settled.delete(difference < 0 ? second.key : first.key);
  }
  return { chosen: settled, problems };
}

const rankOf = ({ origin }: GivenValue): number => precedence.indexOf(origin.kind);

function conflict(
  command: CommandName,
  [first, second]: readonly [GivenValue, GivenValue],
  reason: string,
): OptionProblem {
  const name = ({ key, origin }: GivenValue): string =>
    origin.kind === "environment" ? origin.name : dashedFlag(optionsOf(command), key);
  const facts = { first: name(first), second: name(second), reason };
  const option = dashedFlag(optionsOf(command), first.key).slice(2);
  return { ...describeError("GF_OPTION_CONFLICT", facts), option };
}
