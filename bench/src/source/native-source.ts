// The source written in C: one epoll loop that sends tokens on time and counts them.
import { compileNative, noCompilerLine } from "../native/compile.ts";
import { startChild } from "../process/spawn.ts";
import { getObject, maybeNumberField, numberField, numbersField } from "./read-json.ts";
import type { Source, SourceCounts, SourceOptions, SourceTruth } from "./source.ts";

const readCounts = async (origin: string): Promise<SourceCounts> => {
  const answer = await getObject(`${origin}/__counts`);
  return {
    requests: numberField(answer, "requests"),
    streamsOpen: numberField(answer, "streamsOpen"),
    events: numberField(answer, "events"),
    firstRequestAtMs: maybeNumberField(answer, "firstRequestAtMs"),
    firstGetAtMs: maybeNumberField(answer, "firstGetAtMs"),
    atMs: numberField(answer, "atMs"),
  };
};

const readTruth = async (origin: string): Promise<SourceTruth> => {
  const answer = await getObject(`${origin}/__truth`);
  return {
    ttftUs: numbersField(answer, "ttftUs"),
    gapUs: numbersField(answer, "gapUs"),
    e2eUs: numbersField(answer, "e2eUs"),
  };
};

/** Compiles `bench/native/source.c` if need be, and starts it on a free port. */
export async function startNativeSource({ core }: SourceOptions = {}): Promise<Source> {
  const program = compileNative("source");
  if (program === null) throw new Error(noCompilerLine);
  const child = startChild({ command: program, args: [], ...(core === undefined ? {} : { core }) });
  const [, port] = await child.hasWritten(/listening (\d+)/);
  const origin = `http://127.0.0.1:${port}`;
  return {
    kind: "native",
    origin,
    pid: child.pid,
    counts: () => readCounts(origin),
    truth: () => readTruth(origin),
    reset: async () => {
      await (await fetch(`${origin}/__reset`, { method: "POST" })).arrayBuffer();
    },
    stop: () => child.stop(),
  };
}
