// How long a user waits: from the start of the command `gadfly run` to its first request at the server.
import { gadflyProgram } from "../process/gadfly-program.ts";
import { startChild } from "../process/spawn.ts";
import { CollectedValues, type Value } from "../report/collected-values.ts";
import { quickNote, toTarget } from "../report/targets.ts";
import type { Source } from "../source/source.ts";
import { withSource } from "../source/with-source.ts";
import type { BenchContext, Suite, SuiteResult } from "../suite.ts";

const firstRequestName = "to the first request";
const rowName = "gadfly run";
const goal = {
  name: "start_up",
  text: "from starting `gadfly run` to the first request at the server, in ms",
  limit: 500,
  direction: "atMost",
} as const;

/** CLOCK_MONOTONIC, the clock of the source. */
const monotonicNowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

const runArgs = (origin: string): string[] => [
  "run",
  ...`-H ${origin} -u 1 -r 1 -t 2s --no-save`.split(" "),
];

async function measureOnce(source: Source): Promise<Value[]> {
  await source.reset();
  const startedAtMs = monotonicNowMs();
  const child = startChild(gadflyProgram(runArgs(source.origin)));
  const { code, stderr } = await child.ended;
  const endedAtMs = monotonicNowMs();
  const { firstRequestAtMs, firstGetAtMs } = await source.counts();
  if (firstRequestAtMs === null) {
    throw new Error(`gadfly run ended with ${code} and no request:\n${stderr}`);
  }
  const get = firstGetAtMs === null ? [] : [{ name: "to the preflight", at: firstGetAtMs }];
  const moments = [
    { name: firstRequestName, at: firstRequestAtMs },
    ...get,
    { name: "to the end of the command, less its 2 s", at: endedAtMs - 2_000 },
  ];
  return moments.map(({ name, at }) => ({ name, unit: "ms", value: at - startedAtMs }));
}

const method = [
  "`gadfly run -H … -u 1 -r 1 -t 2s --no-save` is started as a process of its own, not pinned, with its",
  "master and workers. The time runs from just before the start to the moment at which the source has",
  "the whole first POST; the preflight's GET comes earlier and is shown beside it. All on CLOCK_MONOTONIC.",
  "One round more than is shown is measured first and thrown away, so that files are in memory.",
].join(" ");

async function measureRounds(source: Source, context: BenchContext): Promise<CollectedValues> {
  const values = new CollectedValues();
  context.progress("startup, one round to be thrown away");
  await measureOnce(source);
  for (let round = 1; round <= context.rounds; round++) {
    context.progress(`startup, round ${round} of ${context.rounds}`);
    values.add(rowName, await measureOnce(source));
  }
  return values;
}

/** The suite `startup`. */
export const startupSuite: Suite = {
  name: "startup",
  title: "Start-up",
  async run(context): Promise<SuiteResult> {
    const values = await withSource({}, (source) => measureRounds(source, context));
    const times = values.valuesOf(rowName, firstRequestName);
    return {
      suite: "startup",
      title: "Start-up",
      method,
      rows: values.toRows(),
      targets: [toTarget(goal, times, context.isQuick ? quickNote : null)],
      command: "npm run bench -- startup",
    };
  },
};
