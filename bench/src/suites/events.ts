// What an event of a stream costs: processor time per event of the floor, of gadfly's worker and of
// aiohttp, at two paced loads and at full speed.
import { noCompilerLine } from "../native/compile.ts";
import { readerCore, sourceCore } from "../process/pin.ts";
import { describeContenders, findContenders, type Contenders } from "../readers/contenders.ts";
import { measureReader, windowFor, type ReadingCost } from "../readers/measure.ts";
import { gadflyReader } from "../readers/gadfly-reader.ts";
import type { Load, Reader } from "../readers/reader.ts";
import { CollectedValues, type Value } from "../report/collected-values.ts";
import { quickNote, toTarget } from "../report/targets.ts";
import { firehoseModel, pacedModel } from "../source/model-name.ts";
import type { Source } from "../source/source.ts";
import { endlessTokens, withSource } from "../source/with-source.ts";
import type { BenchContext, Suite, SuiteResult, Target } from "../suite.ts";

interface EventLoad {
  readonly label: string;
  readonly model: string;
  readonly streams: number;
  /** What the source is to send; null as much as is taken. */
  readonly eventsPerS: number | null;
}

const pacedLoad = (streams: number, tokensPerS: number): EventLoad => ({
  label: `${streams.toLocaleString("en")} streams × ${tokensPerS} tok/s`,
  model: pacedModel({ itlUs: Math.round(1e6 / tokensPerS), ttftUs: 20_000 }),
  streams,
  eventsPerS: streams * tokensPerS,
});

const judgedLoad = pacedLoad(1_000, 20);
const loads: readonly EventLoad[] = [
  judgedLoad,
  pacedLoad(2_000, 30),
  { label: "firehose, 16 streams", model: firehoseModel, streams: 16, eventsPerS: null },
];

const goal = {
  name: "cpu_per_event",
  text: `gadfly's processor time per event at ${judgedLoad.label}, over that of the floor in C`,
  limit: 2.8,
  direction: "atMost",
} as const;
const ratioName = "over the floor";
const eventsName = "events";
/** With less of its load than this, a reader was measured at another load. */
const leastShareOfLoad = 0.95;

const usPerEvent = ({ cpuPercent, eventsPerS }: ReadingCost): number =>
  (cpuPercent * 10_000) / eventsPerS;

const toValues = (cost: ReadingCost, floorUs: number | null): Value[] => [
  { name: "CPU per event", unit: "µs", value: usPerEvent(cost) },
  ...(floorUs === null ? [] : [{ name: ratioName, unit: "×", value: usPerEvent(cost) / floorUs }]),
  { name: "CPU", unit: "% of a core", value: cost.cpuPercent },
  { name: eventsName, unit: "/s", value: cost.eventsPerS },
];

const rowLabel = ({ label }: EventLoad, { name }: Reader): string => `${label}: ${name}`;

const toLoad = (source: Source, { model, streams }: EventLoad): Load => ({
  source,
  model,
  connections: streams,
  isStreamed: true,
  maxTokens: endlessTokens(source),
  core: readerCore,
  otherCore: sourceCore,
});

/** All contenders at one load, the floor first. */
async function measureLoad(
  contenders: Contenders,
  load: EventLoad,
  context: BenchContext,
): Promise<{ label: string; values: Value[] }[]> {
  return withSource({ core: sourceCore, model: load.model }, async (source) => {
    const measured: { label: string; values: Value[] }[] = [];
    let floorUs: number | null = null;
    for (const reader of contenders.all) {
      context.progress(`  ${rowLabel(load, reader)}`);
      const cost = await measureReader(reader, toLoad(source, load), windowFor(context.isQuick));
      const values = toValues(cost, floorUs);
      measured.push({ label: rowLabel(load, reader), values });
      floorUs ??= usPerEvent(cost);
    }
    return measured;
  });
}

/** Why the target cannot be judged, if so. */
const findObstacle = (
  values: CollectedValues,
  { floor, isFloorNative }: Contenders,
  isQuick: boolean,
): string | null => {
  if (!isFloorNative) return noCompilerLine;
  if (isQuick) return quickNote;
  const sent = [floor, gadflyReader].flatMap((reader) =>
    values.valuesOf(rowLabel(judgedLoad, reader), eventsName),
  );
  const isShort = Math.min(...sent) < (judgedLoad.eventsPerS ?? 0) * leastShareOfLoad;
  return isShort ? "the source could not send the whole load" : null;
};

const judge = (values: CollectedValues, contenders: Contenders, isQuick: boolean): Target => {
  const ratios = values.valuesOf(rowLabel(judgedLoad, gadflyReader), ratioName);
  return toTarget(goal, ratios, findObstacle(values, contenders, isQuick));
};

const describeMethod = (contenders: Contenders, context: BenchContext): string =>
  [
    "Each contender in turn reads streams of a source that sends one event per token (245 bytes, one",
    "write each; in the firehose 64 KB of events per write).",
    describeContenders(contenders, context.machine.canPin),
    "Streams do not end. When all are open and have settled, the processor time of the reader's process,",
    `user and system, all threads, is divided by the events sent, over ${windowFor(context.isQuick).lengthMs / 1000} s.`,
    "The rounds of all contenders are interleaved, and a ratio is taken within its round.",
    "Above some 90 % of a core a reader is saturated: its figure is then the price of falling behind.",
  ].join(" ");

/** The suite `events`. */
export const eventsSuite: Suite = {
  name: "events",
  title: "Cost of a streamed event",
  async run(context): Promise<SuiteResult> {
    const contenders = findContenders();
    const values = new CollectedValues();
    for (let round = 1; round <= context.rounds; round++) {
      context.progress(`events, round ${round} of ${context.rounds}`);
      for (const load of loads) {
        for (const row of await measureLoad(contenders, load, context)) {
          values.add(row.label, row.values);
        }
      }
    }
    return {
      suite: "events",
      title: "Cost of a streamed event",
      method: describeMethod(contenders, context),
      rows: values.toRows(),
      targets: [judge(values, contenders, context.isQuick)],
      command: "npm run bench -- events",
    };
  },
};
