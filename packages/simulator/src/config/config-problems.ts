// Says what is wrong with a configuration, one sentence per problem, before a server is started.

import type { SimulatorConfig } from "./simulator-config.ts";
import { type SimulatorOption, simulatorOptions } from "./simulator-options.ts";

const toRange = ({ min, max }: SimulatorOption): string =>
  max === null ? `at least ${min ?? 0}` : `from ${min ?? 0} to ${max}`;

const isAllowedNumber = (option: SimulatorOption, value: unknown): boolean =>
  typeof value === "number" &&
  Number.isFinite(value) &&
  (option.kind !== "integer" || Number.isInteger(value)) &&
  value >= (option.min ?? Number.NEGATIVE_INFINITY) &&
  value <= (option.max ?? Number.POSITIVE_INFINITY);

const isAllowedText = (option: SimulatorOption, value: unknown): boolean =>
  typeof value === "string" && value !== "" && (option.choices?.includes(value) ?? true);

const mostNamed = 40;

const toList = (choices: readonly string[]): string =>
  choices.length > mostNamed ? `${choices[0]} to ${choices.at(-1)}` : choices.join(", ");

const toAllowed = (option: SimulatorOption): string => {
  if (option.choices !== null) return `one of ${toList(option.choices)}`;
  if (option.kind === "text") return "a text that is not empty";
  return `${option.kind === "integer" ? "a whole number" : "a number"} ${toRange(option)}`;
};

const findProblem = (option: SimulatorOption, value: unknown): string[] => {
  if (value === null && option.isNullable) return [];
  const isAllowed =
    option.kind === "text" ? isAllowedText(option, value) : isAllowedNumber(option, value);
  if (isAllowed) return [];
  const shown = option.isSecret ? "(secret)" : (JSON.stringify(value) ?? "undefined");
  return [`${option.name} is ${shown}, but must be ${toAllowed(option)}`];
};

/** One sentence for each value that cannot work; an empty list means that the simulator can start. */
export const findConfigProblems = (config: SimulatorConfig): string[] => {
  const problems = simulatorOptions.flatMap((option) => findProblem(option, config[option.key]));
  if (config.eosProbability > 0 && config.outputTokensMean !== null)
    problems.push("eos-probability and output-tokens-mean exclude each other: give one of them");
  if (config.fault !== null && config.quirk !== null)
    problems.push("fault and quirk exclude each other: give one of them");
  return problems;
};
