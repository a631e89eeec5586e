// What a run leaves behind, record by record. Live view, summary and report are folds over these and
// over nothing else, so they cannot disagree.
import { z } from "zod";
import { histogramFrame } from "../metrics/histogram-frame.ts";
import { planSchema } from "../plan/plan.ts";
import { ledgerCounts } from "../protocol/fields.ts";
import {
  errorCount,
  finding,
  responseSample,
  targetHealth,
  warningCount,
} from "../protocol/worker-message.ts";
import { runTrouble } from "../result/result-account.ts";
import { endReason } from "../result/result-schema.ts";

const seconds = z.number();
const workerId = z.string();

/** First record: what was asked. */
const openRecord = z.object({
  type: z.literal("open"),
  journal: z.literal(1),
  startedAt: z.string(),
  gadfly: z.string(),
  node: z.string(),
  protocol: z.int(),
  plan: planSchema,
});

/** A worker takes part. */
const workerRecord = z.object({
  type: z.literal("worker"),
  id: workerId,
  name: z.string(),
  host: z.string(),
});

/** What one worker found before the start. */
const preflightRecord = z.object({
  type: z.literal("preflight"),
  worker: workerId,
  model: z.string(),
  provider: z.string().exactOptional(),
  endpoint: z.string().exactOptional(),
  posts: z.int(),
  findings: z.array(finding),
});

/** The run's time zero on the wall clock of the master. */
const startRecord = z.object({ type: z.literal("start"), startedAt: z.string() });

/** A series gets its number in this journal. */
const seriesRecord = z.object({
  type: z.literal("series"),
  id: z.int(),
  metric: z.string(),
  labels: z.record(z.string(), z.string()),
});

/** One worker's row of an interval: absolutes, not deltas. */
const workerInterval = z.object({
  worker: workerId,
  users: z.int(),
  peakUsers: z.int(),
  ledger: ledgerCounts,
  cpu: z.number(),
  gcMs: z.number(),
  rssBytes: z.number(),
  loopDelay: histogramFrame,
  clock: z.object({ offsetMs: z.number(), errorMs: z.number() }).nullable(),
  final: z.boolean(),
});
/** One worker's row of an interval. */
export type WorkerInterval = z.infer<typeof workerInterval>;

/** What intervals, amendments and merged steps have in common. */
export const intervalFields = {
  index: z.int(),
  histograms: z.array(z.object({ id: z.int(), frame: histogramFrame })),
  counters: z.array(z.object({ id: z.int(), delta: z.number() })),
  coalesced: z.number(),
  tokenSources: z.object({ usage: z.number(), events: z.number() }),
  errors: z.array(errorCount),
  warnings: z.array(warningCount),
  /** Requests written one by one since the last of these records, and those that were not. */
  records: z.object({ written: z.int(), dropped: z.int() }).exactOptional(),
  workers: z.array(workerInterval),
};

/** One interval of all workers, merged. */
const intervalRecord = z.object({ type: z.literal("interval"), ...intervalFields });
/** One interval of all workers, merged. */
export type IntervalRecord = z.infer<typeof intervalRecord>;

/** What came after its interval was closed; adds to it. */
const amendRecord = z.object({ type: z.literal("amend"), ...intervalFields });
/** What came after its interval was closed. */
export type AmendRecord = z.infer<typeof amendRecord>;

/** Something that a reader of the result should know about: joins, losses, load changes. */
const eventRecord = z.object({
  type: z.literal("event"),
  t: seconds,
  kind: z.string(),
  text: z.string(),
  worker: workerId.optional(),
  /** Of a change of load: what is asked for from now on. */
  users: z.int().nonnegative().exactOptional(),
  spawnRate: z.number().nonnegative().exactOptional(),
});

/** The run entered a phase; windows are cut at these. */
const phaseRecord = z.object({
  type: z.literal("phase"),
  t: seconds,
  phase: z.enum(["spawning", "running", "stopping", "drained"]),
  users: z.int(),
});

/** Metrics before this moment no longer count (--reset-stats). */
const resetRecord = z.object({ type: z.literal("reset"), t: seconds });

/** A worker is gone without a goodbye. `lost`: in flight when it was last heard. */
const lostRecord = z.object({
  type: z.literal("lost"),
  worker: workerId,
  t: seconds,
  lost: z.int(),
  blindFromS: seconds,
});

/** A worker that was lost answers again; its late samples may follow. */
const returnedRecord = z.object({ type: z.literal("returned"), worker: workerId, t: seconds });

/** Two counts that must agree do not. */
const mismatchRecord = z.object({
  type: z.literal("mismatch"),
  t: seconds,
  worker: workerId,
  text: z.string(),
});

/** Snapshots of a worker that never arrived although later ones did. */
const missingRecord = z.object({ type: z.literal("missing"), worker: workerId, count: z.int() });

/** Samples that came after the run was finalized. */
const refusedRecord = z.object({ type: z.literal("refused"), worker: workerId, count: z.int() });

/** One answer's text, for --show-response. */
const responseRecord = z.object({ type: z.literal("response"), sample: responseSample });

/** How the target answered once the load was over. */
const healthRecord = z.object({
  type: z.literal("health"),
  worker: workerId,
  health: targetHealth,
});

/** Last record of a run that ended in order. */
const endRecord = z.object({
  type: z.literal("end"),
  t: seconds,
  endReason,
  exitCode: z.int(),
  /** What kept it from beginning, or broke it. */
  trouble: runTrouble.exactOptional(),
});

/** Any record. */
export const journalRecord = z.discriminatedUnion("type", [
  openRecord,
  workerRecord,
  preflightRecord,
  startRecord,
  seriesRecord,
  intervalRecord,
  amendRecord,
  eventRecord,
  phaseRecord,
  resetRecord,
  lostRecord,
  returnedRecord,
  mismatchRecord,
  missingRecord,
  refusedRecord,
  responseRecord,
  healthRecord,
  endRecord,
]);
/** Any record. */
export type JournalRecord = z.infer<typeof journalRecord>;
/** The record of one type. */
export type JournalRecordOf<T extends JournalRecord["type"]> = Extract<JournalRecord, { type: T }>;
