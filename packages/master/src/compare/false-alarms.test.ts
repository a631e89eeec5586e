// How often the noise guard calls like unlike, over many simulated pairs of runs whose samples know of
// each other: a load that wanders, with a memory of seconds, moves all latencies and counts together.
import { describe, expect, it } from "vitest";
import { seededRandom, type SeededRandom } from "@gadfly/shared/load/seeded-random";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { blockLength } from "./block-length.ts";
import { testBlocks } from "./block-test.ts";
import { measuresOf } from "./measures.ts";
import type { RunBlock } from "./run-blocks.ts";

interface World {
  readonly seconds: number;
  readonly requestsPerS: number;
  /** How long the load remembers, seconds; 0: samples are independent. */
  readonly memoryS: number;
  /** How much the wandering load moves latencies, as a share. */
  readonly wander: number;
}

const normal = (random: SeededRandom): number =>
  Math.sqrt(-2 * Math.log(1 - random.nextFloat())) * Math.cos(2 * Math.PI * random.nextFloat());

function* wanderingLoad(world: World, random: SeededRandom): Generator<number> {
  const rho = world.memoryS === 0 ? 0 : Math.exp(-1 / world.memoryS);
  let load = normal(random);
  for (let second = 0; second < world.seconds; second += 1) {
    load = rho * load + Math.sqrt(1 - rho * rho) * normal(random);
    yield load;
  }
}

const emptyBlock = (): RunBlock => ({
  seconds: 0,
  histograms: new Map([
    ["ttft", new Histogram()],
    ["e2e", new Histogram()],
  ]),
  counters: new Map(),
  ended: 0,
  failed: 0,
});

/** A run of this world, `slower` times slower than it might be. */
const simulate = (world: World, random: SeededRandom, slower = 1): RunBlock[] => {
  const span = { intervals: world.seconds, requestMs: 600, intervalMs: 1000 };
  const length = blockLength(span, span) ?? 1;
  const count = Math.floor(world.seconds / length);
  const blocks = Array.from({ length: count }, emptyBlock);
  for (const [second, load] of [...wanderingLoad(world, random)].entries()) {
    const block = blocks[Math.min(count - 1, Math.floor(second / length))] ?? emptyBlock();
    const pace = Math.exp(world.wander * load);
    const ended = Math.max(0, Math.round(world.requestsPerS / pace + normal(random)));
    for (let request = 0; request < ended; request += 1) {
      const ttftUs = 100_000 * slower * pace * Math.exp(0.3 * normal(random));
      block.histograms.get("ttft")?.record(ttftUs);
      block.histograms.get("e2e")?.record(ttftUs + 500_000 * pace * Math.exp(0.1 * normal(random)));
      if (random.nextFloat() < 0.02 * pace) block.failed += 1;
    }
    block.seconds += 1;
    block.ended += ended;
    block.counters.set("output_tps", (block.counters.get("output_tps") ?? 0) + 64 * ended);
  }
  return blocks;
};

const alpha = 0.05;
const pairs = 160;

/** Of many pairs of runs, the share in which the guard saw any difference at `alpha`. */
const alarmShare = (world: World, slower: number): number => {
  let alarms = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const random = seededRandom(7, pair, world.seconds, world.memoryS);
    const baseline = simulate(world, random);
    const run = simulate(world, random, slower);
    const measures = measuresOf({ baseline, run });
    const { verdicts } = testBlocks(
      measures.map((measure) => measure.pair),
      119,
      pair,
    );
    if (Math.min(...verdicts.map(({ pAdjusted }) => pAdjusted)) <= alpha) alarms += 1;
  }
  return alarms / pairs;
};

// What a guard that keeps alpha exceeds in one of 100 such series.
const alarmLimit = alpha + 2.33 * Math.sqrt((alpha * (1 - alpha)) / pairs);

describe("the noise guard, of like runs", () => {
  it.each<World>([
    { seconds: 30, requestsPerS: 10, memoryS: 0, wander: 0 },
    { seconds: 30, requestsPerS: 10, memoryS: 2, wander: 0.2 },
    { seconds: 60, requestsPerS: 10, memoryS: 5, wander: 0.2 },
    { seconds: 120, requestsPerS: 5, memoryS: 8, wander: 0.3 },
  ])("raises no alarm beyond alpha: $seconds s with a memory of $memoryS s", (world) => {
    expect(alarmShare(world, 1)).toBeLessThanOrEqual(alarmLimit);
  });

  it("would raise far more if it took each second of a load with memory for a witness of its own", () => {
    // What the blocks and their correlation are there for: the same world, tested naively.
    const world = { seconds: 60, requestsPerS: 10, memoryS: 5, wander: 0.2 };
    let alarms = 0;
    for (let pair = 0; pair < pairs; pair += 1) {
      const random = seededRandom(7, pair, world.seconds, world.memoryS);
      const [before, after] = [simulate(world, random), simulate(world, random)].map(meanAndError);
      if (before === undefined || after === undefined) throw new Error("no run");
      const z = (after.mean - before.mean) / Math.hypot(after.error, before.error);
      if (Math.abs(z) > 1.96) alarms += 1;
    }
    expect(alarms / pairs).toBeGreaterThan(0.3);
  });
});

/** Mean of ttft, and its error if each sample were a draw of its own. */
const meanAndError = (blocks: readonly RunBlock[]): { mean: number; error: number } => {
  const all = new Histogram();
  for (const { histograms } of blocks) all.add(histograms.get("ttft") ?? new Histogram());
  return { mean: all.mean(), error: all.stddev() / Math.sqrt(all.count) };
};

describe("the noise guard, of unlike runs", () => {
  it("sees a tenth more time to the first token in 30 seconds", () => {
    const world = { seconds: 30, requestsPerS: 10, memoryS: 0, wander: 0 };
    expect(alarmShare(world, 1.1)).toBeGreaterThan(0.6);
  });

  it("sees a third more through a load that wanders, in a minute", () => {
    const world = { seconds: 60, requestsPerS: 10, memoryS: 2, wander: 0.1 };
    expect(alarmShare(world, 1.35)).toBeGreaterThan(0.8);
  });
});
