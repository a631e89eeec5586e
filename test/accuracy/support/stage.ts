// Where every load of this suite is played: a simulator that knows what it did, and the control reader that
// asks it for the same answers at the same time, on a few streams.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../../support/start-program.ts";
import type { ControlSettings } from "../programs/program-settings.ts";
import type { RecordedRequest } from "../programs/recorded-request.ts";
import { startChild } from "./child-program.ts";
import { type PairedSamples, pairSamples } from "./sample-pairs.ts";
import { readTruthBook, type TruthBook } from "./truth-book.ts";

/** A load and the server that it meets. */
export interface Load {
  readonly title: string;
  readonly users: number;
  /** Worker processes. */
  readonly workers: number;
  readonly ttftMs: number;
  readonly itlMs: number;
  readonly maxTokens: number;
  /** As --wait takes it. */
  readonly wait: string;
  /** Of the control reader: enough for a p99 of its requests, few beside those of the users. */
  readonly controlStreams: number;
}

/** What a load is played on. */
export interface Stage {
  /** Of the simulator. */
  readonly url: string;
  /** Of this load alone; gone when it is over. */
  readonly folder: string;
}

/** What came of a load. */
export interface Played<T> {
  readonly outcome: T;
  readonly control: PairedSamples;
  /** Of gadfly's requests. */
  readonly truths: TruthBook;
}

const runTime = "4s";
const promptTokens = 16;
const controlPauseMs = 5;
const controlPrefix = "control-";
/** Times vary, so that streams do not run in step and distributions are wide. */
const jitter = "0.3";

/** The flags that `gadfly run` and `master` share. Every request may end, so that both sides count the same. */
export const loadArgs = (load: Load, url: string): string[] =>
  ["-H", url, "--json", "-t", runTime, "--stop-timeout", "10s", "-p", String(promptTokens)].concat(
    ["-u", String(load.users), "-r", String(load.users)],
    ["-o", String(load.maxTokens), "--wait", load.wait],
  );

const simulatorArgs = ({ ttftMs, itlMs }: Load): string[] =>
  ["simulate", "--port", "0", "--max-batch", "2000", "--prefill-tokens-per-s", "0"].concat(
    ["--base-ttft-ms", String(ttftMs), "--itl-ms", String(itlMs), "--itl-per-running-ms", "0"],
    ["--jitter", jitter],
  );

const controlSettings = (load: Load, { url, folder }: Stage): ControlSettings => {
  const { hostname, port } = new URL(url);
  return {
    host: hostname,
    port: Number(port),
    streams: load.controlStreams,
    promptTokens,
    maxTokens: load.maxTokens,
    pauseMs: controlPauseMs,
    file: join(folder, "control.json"),
  };
};

const isControl = (id: string): boolean => id.startsWith(controlPrefix);

/** All users have started after a second, and have connected soon after. */
const rampMs = 1_300;

/**
 * The requests of either client that the server read while all of gadfly's users ran. In the ramp only
 * gadfly opens connections: what that costs is `connect`, and no error of a stamp.
 */
export const keepSettled = (
  requests: readonly RecordedRequest[],
  truths: TruthBook,
): RecordedRequest[] => {
  const others = [...truths.values()].filter(({ id }) => !isControl(id));
  const times = others.map(({ receivedAtMs }) => receivedAtMs);
  const [firstAtMs, lastAtMs] = [Math.min(...times) + rampMs, Math.max(...times)];
  return requests.filter(({ id }) => {
    const atMs = truths.get(id)?.receivedAtMs ?? 0;
    return atMs >= firstAtMs && atMs <= lastAtMs;
  });
};

const playIn = async <T>(
  folder: string,
  load: Load,
  runGadfly: (stage: Stage) => Promise<T>,
): Promise<Played<T>> => {
  await using simulator = new Program({ name: "gadfly", args: simulatorArgs(load), folder });
  const [, url = ""] = await simulator.hasWritten(/at (http:\/\/\S+)/);
  const stage = { url, folder };
  await using control = await startChild({
    name: "control-reader",
    folder,
    settings: controlSettings(load, stage),
  });
  const outcome = await runGadfly(stage);
  control.endInput();
  const seen = await control.requests();
  const truths = await readTruthBook(url);
  return {
    outcome,
    control: pairSamples(keepSettled(seen, truths), truths),
    truths: new Map([...truths].filter(([id]) => !isControl(id))),
  };
};

/** Plays one load to its end: whatever `runGadfly` starts, against the simulator and beside the control. */
export async function playLoad<T>(
  load: Load,
  runGadfly: (stage: Stage) => Promise<T>,
): Promise<Played<T>> {
  const folder = await mkdtemp(join(tmpdir(), "gadfly-accuracy-"));
  try {
    return await playIn(folder, load, runGadfly);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
