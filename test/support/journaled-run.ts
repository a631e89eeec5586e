// A run's folder as `gadfly run` leaves it, made of drawn samples: for tests that read runs from disk.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createJournalFile } from "@gadfly/master/journal/journal-file";
import type { JournalRecord } from "@gadfly/master/journal/journal-record";
import { journalFileName, resultFileName } from "@gadfly/master/journal/run-folder";
import { buildResult } from "@gadfly/master/stats/result-builder";
import { foldRecords } from "@gadfly/master/stats/run-model";
import { seededRandom } from "@gadfly/shared/load/seeded-random";
import {
  frameOf,
  intervalOf,
  ledgerOf,
  openOf,
  planOf,
  seriesOf,
  workerOf,
  workerRowOf,
} from "./snapshots.ts";

/** What the run is like. */
export interface JournaledRun {
  readonly id: string;
  readonly seconds?: number;
  readonly users?: number;
  readonly seed: number;
  /** Median time to the first token. */
  readonly ttftMs?: number;
  /** Which of the files the folder has. */
  readonly files?: readonly ("journal" | "result")[];
}

const requestsPerS = 12;

const samplesOf = (seed: number, second: number, medianMs: number): number[] => {
  const random = seededRandom(seed, second);
  return Array.from({ length: requestsPerS }, () =>
    Math.round(medianMs * 1000 * Math.exp(0.3 * (random.nextFloat() + random.nextFloat() - 1))),
  );
};

const intervalsOf = ({ seconds = 30, seed, ttftMs = 100 }: JournaledRun): JournalRecord[] =>
  Array.from({ length: seconds }, (_, second) => {
    const ttft = samplesOf(seed, second, ttftMs);
    const whole = ttft.map((us) => us + 300_000);
    const ended = (second + 1) * requestsPerS;
    return intervalOf(second, {
      histograms: [ttft, whole, whole].map((samples, id) => ({ id, frame: frameOf(samples) })),
      counters: [{ id: 3, delta: requestsPerS * 64 }],
      workers: [
        workerRowOf("a", {
          ledger: ledgerOf(ended, { succeeded: ended }),
          final: second === seconds - 1,
        }),
      ],
    });
  });

/** Writes the folder and gives its path. */
export const writeJournaledRun = (folder: string, run: JournaledRun): string => {
  const { id, seconds = 30, users = 20, files = ["journal", "result"] } = run;
  const path = join(folder, id);
  const { load } = planOf();
  const records: JournalRecord[] = [
    openOf({ runId: id, seed: run.seed, load: { ...load, users } }),
    workerOf("a"),
    ...["ttft", "e2e", "ttlb"].map((metric, series) => seriesOf(series, metric)),
    seriesOf(3, "output_tps", "any"),
    { type: "start", startedAt: "2026-11-22T04:35:36.000Z" },
    ...intervalsOf(run),
    { type: "phase", t: seconds, phase: "stopping", users },
    { type: "end", t: seconds, endReason: "timeElapsed", exitCode: 0 },
  ];
  mkdirSync(path);
  if (files.includes("journal")) {
    const journal = createJournalFile(join(path, journalFileName));
    for (const record of records) journal.write(record);
    journal.close();
  }
  const model = foldRecords(records);
  if (files.includes("result") && model !== null)
    writeFileSync(join(path, resultFileName), JSON.stringify(buildResult(model)));
  return path;
};
