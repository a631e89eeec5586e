// What pages that watch cost the master that they watch, and what an hour of history costs a page.
import type { LoopDelays } from "../feed/delay-watch.ts";
import { type FeedFound, runFeed, type ViewersFound } from "../feed/feed-run.ts";
import type { FeedLoad } from "../feed/feed-load.ts";
import { runPage } from "../feed/page-run.ts";
import { readerCore } from "../process/pin.ts";
import { CollectedValues, type Value } from "../report/collected-values.ts";
import { quickNote, toTarget } from "../report/targets.ts";
import type { BenchContext, Suite, SuiteResult } from "../suite.ts";

interface Contender {
  readonly name: string;
  readonly load: FeedLoad;
  readonly viewers: readonly number[];
}

const many: Contender = {
  name: "200 workers × 8 groups",
  load: { workers: 200, groups: 8, values: 250 },
  viewers: [1, 10],
};
const wide: Contender = {
  name: "4 workers, 1,302 series",
  load: { workers: 4, groups: 186, values: 10 },
  viewers: [1, 10],
};
const pages: readonly { readonly name: string; readonly load: FeedLoad }[] = [
  { name: "2 workers × 1 group", load: { workers: 2, groups: 1, values: 100 } },
  many,
];

const ratioName = "p99 over that without viewers";
const goal = {
  name: "feed_delay",
  text: `the master's loop delay p99 with one page that watches ${many.name}, over that without`,
  limit: 2,
  direction: "atMost",
} as const;

const delayValues = ({ p99Ms, maxMs }: LoopDelays, alone: LoopDelays): Value[] => [
  { name: "loop delay p99", unit: "ms", value: p99Ms },
  { name: "loop delay max", unit: "ms", value: maxMs },
  { name: ratioName, unit: "×", value: p99Ms / Math.max(0.1, alone.p99Ms) },
];

const rowOf = (contender: Contender, viewers: number, what: string): string =>
  `${contender.name}: ${viewers === 1 ? "one page" : `${viewers} pages`} ${what}`;

const addViewers = (
  values: CollectedValues,
  contender: Contender,
  { found, alone }: { readonly found: ViewersFound; readonly alone: LoopDelays },
): void => {
  values.add(rowOf(contender, found.viewers, "catching up"), [
    ...delayValues(found.catchingUp, alone),
    { name: "to caughtUp", unit: "s", value: found.caughtUpMs / 1_000 },
    { name: "to caughtUp, each", unit: "MB", value: found.caughtUpBytes / 1e6 },
  ]);
  values.add(rowOf(contender, found.viewers, "watching"), [
    ...delayValues(found.watching, alone),
    { name: "each", unit: "KB/s", value: found.bytesPerS / 1e3 },
  ]);
};

const addMaster = (values: CollectedValues, contender: Contender, found: FeedFound): void => {
  values.add(`${contender.name}: nobody watching`, delayValues(found.alone, found.alone));
  for (const viewers of found.byViewers)
    addViewers(values, contender, { found: viewers, alone: found.alone });
};

const method = [
  "A process of its own, on one core, has a master without sockets to workers: one simulated worker after",
  "the other says its second, evenly over it, and the snapshot (six histograms and a counter a group) goes",
  "through the master's own objects to a real web server; an hour of history is there before, the last ten",
  "minutes by the second. Pages connect to `WS /api/feed` from another process and read everything. Loop",
  "delay is the lateness of a 2 ms timer; a loop that was held for 100 ms counts for all the timers of these",
  "100 ms. Making the snapshots is in it, with and without viewers. 'To caughtUp' is the time of the last of",
  "the pages. The rows of the page are its own model in Node, without a browser: all messages of the hour from",
  "bytes, all charts, the mean of 30 further seconds with all charts, and every figure of a range over all.",
].join(" ");

const measureRound = async (values: CollectedValues, context: BenchContext): Promise<void> => {
  const windowMs = context.isQuick ? 1_000 : 4_000;
  for (const contender of [many, wide]) {
    context.progress(`  ${contender.name}`);
    const { load, viewers } = contender;
    const found = await runFeed(load, { windowMs, viewers, core: readerCore });
    addMaster(values, contender, found);
  }
  for (const { name, load } of pages) {
    context.progress(`  page of ${name}`);
    const { foldMs, chartsMs, updateMs, rangeMs } = await runPage(load, readerCore);
    values.add(`page of ${name}`, [
      { name: "fold of an hour", unit: "ms", value: foldMs },
      { name: "first charts", unit: "ms", value: chartsMs },
      { name: "a second more", unit: "ms", value: updateMs },
      { name: "range over all", unit: "ms", value: rangeMs },
    ]);
  }
};

/** The suite `feed`. */
export const feedSuite: Suite = {
  name: "feed",
  title: "Pages that watch",
  async run(context): Promise<SuiteResult> {
    const values = new CollectedValues();
    for (let round = 1; round <= context.rounds; round++) {
      context.progress(`feed, round ${round} of ${context.rounds}`);
      await measureRound(values, context);
    }
    const ratios = values.valuesOf(rowOf(many, 1, "watching"), ratioName);
    return {
      suite: "feed",
      title: "Pages that watch",
      method,
      rows: values.toRows(),
      targets: [toTarget(goal, ratios, context.isQuick ? quickNote : null)],
      command: "npm run bench -- feed",
    };
  },
};
