// Does the verdict speak when it must, and only then? Real runs: a worker that is throttled at stated
// points, and an idle one that nobody may suspect, also on a machine with other things to do.
import { verdictLimits } from "@gadfly/master/stats/verdict-limits";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import type { Disturbance } from "../../bench/src/honesty/disturbance.ts";
import type { Cell } from "../../bench/src/honesty/grid.ts";
import { chooseCores } from "../../bench/src/honesty/measure.ts";
import type { HonestyPoint } from "../../bench/src/honesty/point.ts";
import { modelOf, runPoint } from "../../bench/src/honesty/run-point.ts";
import type { Source } from "../../bench/src/source/source.ts";
import { startSource } from "../../bench/src/source/start-source.ts";
import { NoiseControl } from "./noise-control.ts";

const medianMs = 100;
const limitMsOf = (severity: "SUSPECT" | "INVALID"): number => {
  const { floorMs, shareOfMedian } = verdictLimits.loopDelay[severity];
  return Math.max(floorMs, shareOfMedian * medianMs);
};

/** A control that is late by this much says that the machine, not the worker, is to blame. */
const noiseMs = verdictLimits.loopDelay.SUSPECT.floorMs / 2;
const mostNoisyRuns = 20;
/** A run and its control take three seconds. */
const timeoutMs = 240_000;

const cores = chooseCores();
let source: Source;

beforeAll(async () => {
  const core = cores.others === undefined ? {} : { core: cores.others };
  source = await startSource({ ...core, model: modelOf({ gapMs: medianMs, ttftMs: medianMs }) });
});
afterAll(() => source.stop());

const cellOf = (disturbance: Disturbance): Cell => ({
  group: "pause",
  label: "a test",
  streams: 10,
  ttftMs: medianMs,
  gapMs: medianMs,
  tokens: 5,
  disturbance,
});

interface WatchedRun {
  /** Null: the disturbance is not to be had here. */
  readonly point: HonestyPoint | null;
  readonly isNoisy: boolean;
}

const runWatched = async (disturbance: Disturbance): Promise<WatchedRun> => {
  const control = await NoiseControl.start(cores.worker);
  const point = await runPoint(cellOf(disturbance), { source, cores, seconds: 2 });
  return { point, isNoisy: (await control.end()) > noiseMs };
};

const toText = ({ verdict, worker }: HonestyPoint): string =>
  `${[verdict.status, ...verdict.codes].join(" ")}, loop delay p99 ${worker.loopDelay.p99Ms} ms`;

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** The verdict of the first run that has the wanted one, or for which the machine is no excuse. */
const verdictUnder = async (
  disturbance: Disturbance,
  wanted: string,
  context: TestContext,
): Promise<string> => {
  for (let noisy = 0; noisy < mostNoisyRuns; noisy++) {
    const { point, isNoisy } = await runWatched(disturbance);
    if (point === null) context.skip("no control group can be made here");
    else if (!isNoisy || point.verdict.status === wanted) return point.verdict.status;
    else say(`repeated, the machine is busy with other things: ${toText(point)}`);
  }
  return context.skip(`the machine was too busy in ${mostNoisyRuns} runs`);
};

const stopped = (stoppedMs: number): Disturbance => ({
  kind: "pause",
  duty: { stoppedMs, periodMs: stoppedMs * 5 },
});

const suspectMs = limitMsOf("SUSPECT");
const invalidMs = limitMsOf("INVALID");

describe("a throttled worker", () => {
  it.for([
    ["less than half of the first limit", "VALID", stopped(suspectMs * 0.4)],
    ["a time between the limits", "SUSPECT", stopped(Math.sqrt(suspectMs * invalidMs))],
    ["twice the second limit", "INVALID", stopped(invalidMs * 2)],
  ] as const)(
    "that is stopped by turns, each time for %s, is %s",
    { timeout: timeoutMs },
    async ([_what, wanted, disturbance], context) => {
      expect(await verdictUnder(disturbance, wanted, context)).toBe(wanted);
    },
  );

  it(
    "whose CPU quota is a fraction of what it needs is INVALID",
    { timeout: timeoutMs },
    async (context) => {
      const quota = { usedMs: 5, periodMs: 100 };
      expect(await verdictUnder({ kind: "quota", quota }, "INVALID", context)).toBe("INVALID");
    },
  );
});

describe("an idle worker", () => {
  const wantedRuns = 20;

  it(`is VALID in ${wantedRuns} runs`, { timeout: timeoutMs }, async (context) => {
    let valid = 0;
    let noisy = 0;
    const falseAlarms: string[] = [];
    while (valid < wantedRuns && noisy < mostNoisyRuns && falseAlarms.length === 0) {
      const { point, isNoisy } = await runWatched({ kind: "none" });
      const text = point === null ? "no run" : toText(point);
      if (point?.verdict.status === "VALID") valid++;
      else if (isNoisy) say(`noisy run ${++noisy}, not counted: ${text}`);
      else falseAlarms.push(text);
    }
    expect(falseAlarms).toEqual([]);
    if (valid < wantedRuns) context.skip(`the machine left only ${valid} runs in peace`);
  });
});
