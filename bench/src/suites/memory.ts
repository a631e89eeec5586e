// What an open stream holds in memory: the worker's resident memory with few and with many slow
// streams, and the slope between the two, so that what the process needs anyway does not count.
import { readerCore, sourceCore } from "../process/pin.ts";
import { readRssKb } from "../process/proc-stat.ts";
import { pause } from "../process/wait-until.ts";
import { aiohttpReader } from "../readers/aiohttp-reader.ts";
import { gadflyReader } from "../readers/gadfly-reader.ts";
import { withReader } from "../readers/measure.ts";
import type { Load, Reader } from "../readers/reader.ts";
import { CollectedValues } from "../report/collected-values.ts";
import { quickNote, toTarget } from "../report/targets.ts";
import { pacedModel } from "../source/model-name.ts";
import type { Source } from "../source/source.ts";
import { endlessTokens, withSource } from "../source/with-source.ts";
import type { BenchContext, Suite, SuiteResult } from "../suite.ts";

const fewStreams = 1_000;
const manyStreams = 5_000;
const model = pacedModel({ itlUs: 1_000_000, ttftUs: 100_000 });
const slopeName = "memory per stream";
const goal = {
  name: "memory_per_stream",
  text: `resident memory of gadfly's worker per open stream, the slope from ${fewStreams} to ${manyStreams} streams, in KB`,
  limit: 30,
  direction: "atMost",
} as const;

/** Settled: the highest of two looks in a row differs by less than this share. */
const steadyShare = 0.01;

const toLoad = (source: Source, connections: number): Load => ({
  source,
  model,
  connections,
  isStreamed: true,
  maxTokens: endlessTokens(source),
  core: readerCore,
  otherCore: sourceCore,
});

/** Looks until memory has stopped growing and shrinking, a few times at most. */
async function readSettledRssKb(pid: number, isQuick: boolean): Promise<number> {
  const periodMs = isQuick ? 1_000 : 3_000;
  const looks = isQuick ? 2 : 8;
  let before = readRssKb(pid);
  for (let look = 0; look < looks; look++) {
    await pause(periodMs);
    const now = readRssKb(pid);
    if (Math.abs(now - before) < before * steadyShare) return now;
    before = now;
  }
  return before;
}

const measureRssKb = (reader: Reader, connections: number, isQuick: boolean): Promise<number> =>
  withSource({ core: sourceCore, model }, (source) =>
    withReader(reader, toLoad(source, connections), ({ pid }) => readSettledRssKb(pid, isQuick)),
  );

async function measureRound(
  reader: Reader,
  context: BenchContext,
  values: CollectedValues,
): Promise<void> {
  context.progress(`  ${reader.name} with ${fewStreams} streams`);
  const fewKb = await measureRssKb(reader, fewStreams, context.isQuick);
  context.progress(`  ${reader.name} with ${manyStreams} streams`);
  const manyKb = await measureRssKb(reader, manyStreams, context.isQuick);
  values.add(reader.name, [
    { name: slopeName, unit: "KB", value: (manyKb - fewKb) / (manyStreams - fewStreams) },
    { name: `process with ${fewStreams}`, unit: "MB", value: fewKb / 1024 },
    { name: `process with ${manyStreams}`, unit: "MB", value: manyKb / 1024 },
  ]);
}

const method = [
  `A fresh worker process opens ${fewStreams} streams of one token a second, another one ${manyStreams}.`,
  "When all are open and the process's resident memory has settled (two looks, 3 s apart, differ by less",
  "than 1 %), it is read; the difference divided by the difference in streams is the memory of a stream.",
  "Sockets' own buffers belong to the kernel and are not in it.",
].join(" ");

/** The suite `memory`. */
export const memorySuite: Suite = {
  name: "memory",
  title: "Memory of an open stream",
  async run(context): Promise<SuiteResult> {
    const aiohttp = aiohttpReader();
    const readers = [gadflyReader, ...(aiohttp === null ? [] : [aiohttp])];
    const values = new CollectedValues();
    for (let round = 1; round <= context.rounds; round++) {
      context.progress(`memory, round ${round} of ${context.rounds}`);
      for (const reader of readers) await measureRound(reader, context, values);
    }
    const slopes = values.valuesOf(gadflyReader.name, slopeName);
    return {
      suite: "memory",
      title: "Memory of an open stream",
      method,
      rows: values.toRows(),
      targets: [toTarget(goal, slopes, context.isQuick ? quickNote : null)],
      command: "npm run bench -- memory",
    };
  },
};
