// What a whole request costs: answers that are not streamed, 64 users in a closed loop, each with the
// next request as soon as it has the answer.
import { readerCore, sourceCore } from "../process/pin.ts";
import { describeContenders, findContenders, type Contenders } from "../readers/contenders.ts";
import { measureReader, windowFor, type ReadingCost } from "../readers/measure.ts";
import type { Load, Reader } from "../readers/reader.ts";
import { CollectedValues, type Value } from "../report/collected-values.ts";
import type { Source } from "../source/source.ts";
import { withSource } from "../source/with-source.ts";
import type { BenchContext, Suite, SuiteResult } from "../suite.ts";

const users = 64;
const tokens = 16;
const model = "at-once";

const toLoad = (source: Source): Load => ({
  source,
  model,
  connections: users,
  isStreamed: false,
  maxTokens: tokens,
  core: readerCore,
  otherCore: sourceCore,
});

const usPerRequest = ({ cpuPercent, requestsPerS }: ReadingCost): number =>
  (cpuPercent * 10_000) / requestsPerS;

const toValues = (cost: ReadingCost, floorUs: number | null): Value[] => [
  { name: "CPU per request", unit: "µs", value: usPerRequest(cost) },
  ...(floorUs === null
    ? []
    : [{ name: "over the floor", unit: "×", value: usPerRequest(cost) / floorUs }]),
  { name: "CPU", unit: "% of a core", value: cost.cpuPercent },
  { name: "requests", unit: "/s", value: cost.requestsPerS },
];

const describeMethod = (contenders: Contenders, context: BenchContext): string =>
  [
    `${users} users send plain requests in a closed loop: the answer, ${tokens} tokens in one piece of`,
    "JSON, comes at once, and the next request leaves.",
    describeContenders(contenders, context.machine.canPin),
    "The processor time of the reader's process is divided by the requests that the source received,",
    `over ${windowFor(context.isQuick).lengthMs / 1000} s; requests per second are what one core can do.`,
  ].join(" ");

const measureRound = (
  readers: readonly Reader[],
  context: BenchContext,
  values: CollectedValues,
): Promise<void> =>
  withSource({ core: sourceCore, model }, async (source) => {
    let floorUs: number | null = null;
    for (const reader of readers) {
      context.progress(`  ${reader.name}`);
      const cost = await measureReader(reader, toLoad(source), windowFor(context.isQuick));
      values.add(reader.name, toValues(cost, floorUs));
      floorUs ??= usPerRequest(cost);
    }
  });

/** The suite `requests`. */
export const requestsSuite: Suite = {
  name: "requests",
  title: "Cost of a plain request",
  async run(context): Promise<SuiteResult> {
    const contenders = findContenders();
    const values = new CollectedValues();
    for (let round = 1; round <= context.rounds; round++) {
      context.progress(`requests, round ${round} of ${context.rounds}`);
      await measureRound(contenders.all, context, values);
    }
    return {
      suite: "requests",
      title: "Cost of a plain request",
      method: describeMethod(contenders, context),
      rows: values.toRows(),
      targets: [],
      command: "npm run bench -- requests",
    };
  },
};
