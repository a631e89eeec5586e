// `gadfly simulate` as a source, where there is no C compiler: slower, and one pace for all requests.
import { gadflyProgram } from "../process/gadfly-program.ts";
import { startChild } from "../process/spawn.ts";
import {
  getObject,
  maybeNumberField,
  numberField,
  numbersField,
  objectField,
  textsField,
  type JsonObject,
} from "./read-json.ts";
import { readPace } from "./model-name.ts";
import type { Source, SourceCounts, SourceOptions, SourceTruth } from "./source.ts";

/** No law but the pace: every stream has a place at once, and no token time varies. */
const argsFor = (model: string): string[] => {
  const pace = readPace(model) ?? { itlUs: 0, ttftUs: 0 };
  const settings = {
    port: 0,
    "base-ttft-ms": pace.ttftUs / 1000,
    "itl-ms": pace.itlUs / 1000,
    "prefill-tokens-per-s": 0,
    "itl-per-running-ms": 0,
    jitter: 0,
    "max-batch": 1_000_000,
    "context-tokens": 1_000_000,
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
};

const entryOf = (origin: string, id: string): Promise<JsonObject> =>
  getObject(`${origin}/__truth?id=${encodeURIComponent(id)}`);

/** Known only while nothing has been forgotten: then the oldest request is the first. */
const readFirstRequestAtMs = async (
  origin: string,
  overview: JsonObject,
): Promise<number | null> => {
  const ids = textsField(overview, "ids");
  const [first] = ids;
  if (first === undefined || numberField(overview, "received") > ids.length) return null;
  try {
    return numberField(await entryOf(origin, first), "receivedAtMs");
  } catch {
    // Forgotten in the meantime.
    return null;
  }
};

const readCounts = async (origin: string): Promise<SourceCounts> => {
  const overview = await getObject(`${origin}/__truth`);
  return {
    requests: numberField(overview, "received"),
    streamsOpen: numberField(overview, "inFlight"),
    events: numberField(overview, "chunks"),
    firstRequestAtMs: await readFirstRequestAtMs(origin, overview),
    firstGetAtMs: null,
    atMs: numberField(overview, "nowMs"),
  };
};

const toUs = (fromMs: number, toMs: number): number => Math.round((toMs - fromMs) * 1000);

const readTruth = async (origin: string): Promise<SourceTruth> => {
  const truth: Record<keyof SourceTruth, number[]> = { ttftUs: [], gapUs: [], e2eUs: [] };
  for (const id of textsField(await getObject(`${origin}/__truth`), "ids")) {
    const entry = await entryOf(origin, id);
    const receivedAtMs = numberField(entry, "receivedAtMs");
    const sentAtMs = numbersField(objectField(entry, "chunks"), "sentAtMs");
    const [first] = sentAtMs;
    if (first === undefined) continue;
    truth.ttftUs.push(toUs(receivedAtMs, first));
    sentAtMs.reduce((before, at) => {
      truth.gapUs.push(toUs(before, at));
      return at;
    });
    if (maybeNumberField(entry, "endedAtMs") === null) continue;
    truth.e2eUs.push(toUs(receivedAtMs, sentAtMs.at(-1) ?? first));
  }
  return truth;
};

/** Starts the built simulator on a free port. */
export async function startSimulatorSource(options: SourceOptions = {}): Promise<Source> {
  const { core, model = "" } = options;
  const child = startChild({
    ...gadflyProgram(["simulate", ...argsFor(model)]),
    ...(core === undefined ? {} : { core }),
  });
  const [, origin = ""] = await child.hasWritten(/Simulating .* at (http:\S+)/);
  return {
    kind: "simulator",
    origin,
    pid: child.pid,
    counts: () => readCounts(origin),
    truth: () => readTruth(origin),
    reset: async () => {
      await fetch(`${origin}/__truth`, { method: "DELETE" });
    },
    stop: () => child.stop(),
  };
}
