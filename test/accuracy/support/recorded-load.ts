// One load measured by a master and by workers with a tap on their books.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { portOf, testToken } from "../../support/cluster.ts";
import { resultOf } from "../../support/read-result.ts";
import { Program } from "../../support/start-program.ts";
import type { RecordingWorkerSettings } from "../programs/program-settings.ts";
import type { RecordedRequest } from "../programs/recorded-request.ts";
import { type ChildProgram, startChild } from "./child-program.ts";
import { type PairedSamples, pairSamples } from "./sample-pairs.ts";
import { keepSettled, type Load, loadArgs, playLoad, type Stage } from "./stage.ts";

/** What came of it. */
export interface RecordedLoad {
  readonly load: Load;
  /** As the master printed it. */
  readonly result: ResultDocument;
  /** Every request of the run as its worker wrote it into its books. */
  readonly recorded: readonly RecordedRequest[];
  readonly gadfly: PairedSamples;
  /** Of those that were sent while all users ran: what stands beside the control. */
  readonly settled: PairedSamples;
  /** Of the others: the worker opens connections meanwhile, and the control does not. */
  readonly ramp: PairedSamples;
  readonly control: PairedSamples;
}

type Recording = Pick<RecordedLoad, "result" | "recorded">;

const startMaster = async (load: Load, { url, folder }: Stage): Promise<Program> => {
  const tokenFile = join(folder, "token");
  await writeFile(tokenFile, testToken);
  const args = ["--headless", "--no-save", "--token-file", tokenFile].concat(
    ["--master-bind-host", "127.0.0.1", "--master-bind-port", "0"],
    ["--expect-workers", String(load.workers)],
    loadArgs(load, url),
  );
  return new Program({ name: "master", args, folder });
};

/** All workers of one load. */
class RecordingWorkers implements AsyncDisposable {
  readonly #programs: ChildProgram[] = [];

  async start(load: Load, folder: string, masterPort: number): Promise<void> {
    for (let number = 1; number <= load.workers; number += 1) {
      const name = `w${number}`;
      const file = join(folder, `${name}.json`);
      const settings: RecordingWorkerSettings = { masterPort, token: testToken, name, file };
      this.#programs.push(await startChild({ name: "recording-worker", folder, settings }));
    }
  }

  async requests(): Promise<RecordedRequest[]> {
    return (await Promise.all(this.#programs.map((program) => program.requests()))).flat();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#programs.map((program) => program[Symbol.asyncDispose]()));
  }
}

const record = async (load: Load, stage: Stage): Promise<Recording> => {
  await using master = await startMaster(load, stage);
  await using workers = new RecordingWorkers();
  await workers.start(load, stage.folder, await portOf(master));
  const result = resultOf(await master.ended, 0);
  return { result, recorded: await workers.requests() };
};

/** Runs one load to its end. */
export async function measureRecorded(load: Load): Promise<RecordedLoad> {
  const { outcome, truths, control } = await playLoad(load, (stage) => record(load, stage));
  const gadfly = pairSamples(outcome.recorded, truths);
  const settled = new Set(keepSettled(outcome.recorded, truths));
  const others = outcome.recorded.filter((request) => !settled.has(request));
  return {
    load,
    control,
    ...outcome,
    gadfly,
    settled: pairSamples([...settled], truths),
    ramp: pairSamples(others, truths),
  };
}
