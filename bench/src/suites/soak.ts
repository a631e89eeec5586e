// Does memory stay flat? A cluster under a steady load for a quarter of an hour.
import { CollectedValues } from "../report/collected-values.ts";
import { quickNote, toTarget } from "../report/targets.ts";
import { WatchedCluster, type WatchedProcess } from "../soak/watched-cluster.ts";
import { trendOf, type Sample, type Trend } from "../soak/trend.ts";
import { withSource } from "../source/with-source.ts";
import type { BenchContext, Suite, SuiteResult, Target } from "../suite.ts";

const usualMinutes = 15;
const quickMinutes = 1.5;
/** For another length: `BENCH_SOAK_MINUTES=60 npm run bench -- soak`. */
const minutesVariable = "BENCH_SOAK_MINUTES";
/** Caches, compiled code and the rows that may still be amended fill up meanwhile. */
const settlingShare = 1 / 3;

const master = "master";
const goals = [
  { names: [master], name: "soak_master", limit: 20 },
  { names: ["worker 1", "worker 2"], name: "soak_worker", limit: 10 },
] as const;

const minutesFor = (isQuick: boolean): number => {
  const asked = Number(process.env[minutesVariable]);
  if (asked > 0) return asked;
  return isQuick ? quickMinutes : usualMinutes;
};

/** The load ends before the run does, by the ramp; what is freed then is no trend. */
const endS = 10;

const settled = (samples: readonly Sample[], seconds: number): Sample[] =>
  samples.filter(({ t }) => t >= seconds * settlingShare && t <= seconds - endS);

interface Growth {
  readonly name: string;
  readonly own: Trend;
  readonly heap: Trend;
}

const addRow = (values: CollectedValues, seen: WatchedProcess, seconds: number): Growth => {
  const own = settled(seen.own, seconds);
  const heap = settled(seen.heap, seconds);
  const growth = { name: seen.name, own: trendOf(own), heap: trendOf(heap) };
  values.add(seen.name, [
    { name: "memory after the first third", unit: "MB", value: own[0]?.value ?? 0 },
    { name: "memory at the end", unit: "MB", value: own.at(-1)?.value ?? 0 },
    { name: "slope", unit: "MB/h", value: growth.own.slope },
    { name: "its noise", unit: "± MB/h", value: growth.own.noise },
    { name: "heap slope", unit: "MB/h", value: growth.heap.slope },
    { name: "its noise, heap", unit: "± MB/h", value: growth.heap.noise },
  ]);
  return growth;
};

const toTargets = (growths: readonly Growth[], minutes: number, obstacle: string | null) =>
  goals.map(({ names, name, limit }): Target => {
    const slopes = growths
      .filter((growth) => names.some((wanted) => wanted === growth.name))
      .map(({ own }) => own.slope);
    const goal = {
      name,
      text: `growth of a ${name.replace("soak_", "")}'s own memory over ${minutes} minutes, in MB`,
      limit,
      direction: "atMost" as const,
    };
    return toTarget(goal, [(Math.max(...slopes) * minutes) / 60], obstacle);
  });

const method = [
  "A real master and two real workers run 200 users against the source, each request two seconds long with 50",
  "tokens: 5,000 tokens and 100 requests a second. Every 5 s the resident memory of each process is read,",
  "without the pages of files, and the lowest heap of these 5 s, buffers outside it included. The slope is",
  "that of a straight line through the last two thirds, its noise twice the standard error; growth is the",
  "slope times the length of the run. A master grows on purpose by one row of the timeline a second, about",
  "0.2 KB, which is 0.8 MB an hour; a worker by nothing. Only one round is run.",
].join(" ");

const watch = (context: BenchContext, minutes: number): Promise<WatchedProcess[]> =>
  withSource({}, async (source) => {
    const cluster = new WatchedCluster(source);
    try {
      return await cluster.run(minutes * 60, (elapsedS) => {
        if (elapsedS % 60 < 5) context.progress(`soak, ${Math.round(elapsedS / 60)} of ${minutes}`);
      });
    } finally {
      await cluster.close();
    }
  });

/** The suite `soak`. */
export const soakSuite: Suite = {
  name: "soak",
  title: "Memory over a quarter of an hour",
  async run(context): Promise<SuiteResult> {
    const minutes = minutesFor(context.isQuick);
    const values = new CollectedValues();
    const seen = await watch(context, minutes);
    const growths = seen.map((watched) => addRow(values, watched, minutes * 60));
    const obstacle = context.isQuick ? quickNote : null;
    return {
      suite: "soak",
      title: "Memory over a quarter of an hour",
      method,
      rows: values.toRows(),
      targets: toTargets(growths, minutes, obstacle),
      command: "npm run bench -- soak",
    };
  },
};
