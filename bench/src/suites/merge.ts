// How many snapshots a second one core of the master takes in: without sockets and over them.
import { runBare, type MergeCost, type MergeLoad } from "../merge/bare-run.ts";
import { runOverSockets } from "../merge/socket-run.ts";
import { readerCore, sourceCore } from "../process/pin.ts";
import { CollectedValues, type Value } from "../report/collected-values.ts";
import { quickNote, toTarget } from "../report/targets.ts";
import type { BenchContext, Suite, SuiteResult } from "../suite.ts";

const rateName = "snapshots per CPU second";
const bareRow = "without sockets";
const socketRow = "over WebSocket";
const values = 2_000;

interface Contender {
  readonly row: string;
  readonly measure: (isQuick: boolean) => Promise<MergeCost>;
}

const bare =
  (load: MergeLoad) =>
  (isQuick: boolean): Promise<MergeCost> =>
    runBare(load, isQuick ? 0.5 : 4, readerCore);

const overSockets = (isQuick: boolean): Promise<MergeCost> =>
  runOverSockets(
    { workers: isQuick ? 300 : 2_000, groups: 1, values },
    isQuick ? { settleS: 2, lengthS: 2 } : { settleS: 5, lengthS: 10 },
    { master: readerCore, workers: sourceCore },
  );

const contenders: readonly Contender[] = [
  { row: bareRow, measure: bare({ workers: 100, groups: 1, values }) },
  { row: socketRow, measure: overSockets },
  {
    row: "without sockets, 200 values",
    measure: bare({ workers: 100, groups: 1, values: 200 }),
  },
  {
    row: "without sockets, 8 series groups of 250 values",
    measure: bare({ workers: 100, groups: 8, values: 250 }),
  },
];

const goal = { limit: 3_000, direction: "atLeast" } as const;
const goals = [
  {
    ...goal,
    row: bareRow,
    name: "merge_bare",
    text: "six-histogram snapshots that one core takes in a second, without sockets",
  },
  {
    ...goal,
    row: socketRow,
    name: "merge_ws",
    text: "the same over WebSocket, for the whole master process",
  },
];

const method = [
  `A snapshot holds six histograms of ${values} log-normal values each, a counter and the worker's health`,
  "(13 KB). Without sockets: a process of its own, on one core, takes frames made beforehand through the",
  "master's own objects: decoding, the check of every histogram, merging, the comparison with absolutes, the",
  "journal (a file in a temporary folder), the model and, once per interval of 100 workers, the live view;",
  "its processor time for that alone is counted. Over WebSocket: 2,000 simulated workers in one process, with",
  "the real handshake, heartbeats and outbox, send one snapshot a second each to a real `gadfly master` on",
  "another core; all processor time of the master's process between two seconds of the run is divided by the",
  "snapshots that it acknowledged in between. Every run is checked: all snapshots acknowledged once, sums exact.",
].join(" ");

const toValues = ({ snapshots, cpuUs }: MergeCost): Value[] => [
  { name: rateName, unit: "1/s", value: (snapshots * 1e6) / cpuUs },
  { name: "CPU per snapshot", unit: "µs", value: cpuUs / snapshots },
];

async function measureRounds(context: BenchContext): Promise<CollectedValues> {
  const collected = new CollectedValues();
  for (let round = 1; round <= context.rounds; round++) {
    context.progress(`merge, round ${round} of ${context.rounds}`);
    for (const { row, measure } of contenders)
      collected.add(row, toValues(await measure(context.isQuick)));
  }
  return collected;
}

/** The suite `merge`. */
export const mergeSuite: Suite = {
  name: "merge",
  title: "Snapshots merged by the master",
  async run(context): Promise<SuiteResult> {
    const collected = await measureRounds(context);
    const obstacle = context.isQuick ? quickNote : null;
    return {
      suite: "merge",
      title: "Snapshots merged by the master",
      method,
      rows: collected.toRows(),
      targets: goals.map(({ row, ...rest }) =>
        toTarget(rest, collected.valuesOf(row, rateName), obstacle),
      ),
      command: "npm run bench -- merge",
    };
  },
};
