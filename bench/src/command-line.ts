// The words after `npm run bench --`.
import { parseArgs } from "node:util";

/** What was asked for. */
export interface BenchOptions {
  /** In the order of the table, whatever the order of the words. */
  readonly suites: readonly string[];
  readonly rounds: number;
  readonly isQuick: boolean;
  readonly shouldWrite: boolean;
  readonly wantsHelp: boolean;
}

const flags = {
  rounds: { type: "string" },
  quick: { type: "boolean" },
  "no-write": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

const usualRounds = 5;
const quickRounds = 1;

const readRounds = (text: string | undefined, isQuick: boolean): number => {
  if (text === undefined) return isQuick ? quickRounds : usualRounds;
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= 100) return rounds;
  throw new RangeError(`--rounds takes a whole number from 1 to 100, not "${text}".`);
};

/** The suites that there are, and those that run when none is named. */
export interface SuiteNames {
  readonly known: readonly string[];
  readonly usual: readonly string[];
}

const readSuites = (words: readonly string[], { known, usual }: SuiteNames): string[] => {
  const unknown = words.find((word) => !known.includes(word));
  if (unknown === undefined) {
    const asked = words.length === 0 ? usual : words;
    return known.filter((name) => asked.includes(name));
  }
  throw new RangeError(`There is no suite "${unknown}"; there are ${known.join(", ")}.`);
};

/** Reads them; throws an error whose message is for the user. */
export function readCommandLine(args: readonly string[], names: SuiteNames): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: flags,
    allowPositionals: true,
  });
  const isQuick = values.quick ?? false;
  return {
    suites: readSuites(positionals, names),
    rounds: readRounds(values.rounds, isQuick),
    isQuick,
    shouldWrite: !isQuick && !(values["no-write"] ?? false),
    wantsHelp: values.help ?? false,
  };
}

/** A suite as the help lists it. */
export interface ListedSuite {
  readonly name: string;
  readonly title: string;
}

/** The text of --help. */
export function describeUsage(suites: readonly ListedSuite[]): string {
  const width = Math.max(...suites.map(({ name }) => name.length));
  return `Measures what gadfly costs, beside a floor in C, and holds it against the targets.

  npm run bench -- [SUITE…] [--rounds N] [--quick] [--no-write]

Suites (all but soak, when none is named):
${suites.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}`).join("\n")}

  --rounds N   Measure everything N times, interleaved; ${usualRounds} unless told, ${quickRounds} with --quick.
  --quick      Short windows: to see that it works. Nothing is judged, nothing is written.
  --no-write   Print only; leave bench/results as it is.

A result goes to bench/results/SUITE.json; npm run docs makes docs/performance.md of them.
The load comes from a source in C, compiled when first needed. Without a C compiler gadfly's
simulator serves instead, and what needs the floor in C is printed and not judged.
Let the machine be quiet: when a busy loop loses more than 10 % of its time, nothing is judged.
Ends with 1 when a target was missed or a suite failed, 130 after Ctrl-C.
`;
}
