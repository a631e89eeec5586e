// Worker → master, all of it. The type is inferred; nothing is written twice.
import { z } from "zod";
import { histogramFrame } from "../metrics/histogram-frame.ts";
import { maxRecordsPerSnapshot, requestFacts } from "../result/request-record.ts";
import { bytes, count, id, ledgerCounts, ms, text, userRanges } from "./fields.ts";
import { partMessage } from "./part-message.ts";

/** First frame of a link. `resume` names the worker that this process was before the link broke. */
export const helloMessage = z
  .object({
    type: z.literal("hello"),
    protocol: count,
    version: text,
    name: id,
    host: id,
    pid: count,
    cpus: count,
    nonce: bytes,
    resume: id.nullable(),
  })
  .meta({ about: "Who is calling, which protocol it speaks, and a nonce for the token proof." });

/** Answers the challenge; proves the token, and the resume secret when resuming. */
export const proofMessage = z
  .object({ type: z.literal("proof"), proof: bytes, resumeProof: bytes.nullable() })
  .meta({
    about: "HMAC over both nonces: the worker knows the token, which itself never travels.",
  });

/** Liveness, clock probe and the generator's own health. */
export const heartbeatMessage = z
  .object({
    type: z.literal("heartbeat"),
    /** The worker's monotonic clock when the frame was handed to the socket. */
    sentAtMs: ms,
    job: text,
    /** What preparing does at the moment, in words; only while there is something to say. */
    preparing: text.exactOptional(),
    runId: id.nullable(),
    users: count,
    inFlight: count,
    started: count,
    /** No request may start any more: quota used up, or draining. */
    idle: z.boolean(),
    cpu: z.number(),
    loopDelayP99Ms: z.number(),
    rssBytes: count,
    clock: z.object({ offsetMs: ms, errorMs: ms }).nullable(),
  })
  .meta({ about: "I am alive; my clock, my health, and how much of the share I have done." });

/** One thing that preflight found and that a person should know. */
export const finding = z.object({
  code: id,
  text,
  /** It changes what is measured; everything else is for information. */
  severity: z.literal("warning").exactOptional(),
});
/** One thing that preflight found and that a person should know. */
export type Finding = z.infer<typeof finding>;

/** Preflight passed; the worker is ready to start. */
export const preparedMessage = z
  .object({
    type: z.literal("prepared"),
    runId: id,
    model: z.string(),
    /** The server as given or as found, and the API that it will be asked by. */
    provider: id.exactOptional(),
    endpoint: id.exactOptional(),
    findings: z.array(finding).max(100),
    posts: count,
  })
  .meta({ about: "Preflight passed: the model that will be asked, and what was noticed." });

/** Preflight failed; the code is one of errors/error-codes. */
export const prepareFailedMessage = z
  .object({ type: z.literal("prepareFailed"), runId: id, code: id, text, hint: text })
  .meta({ about: "Preflight failed: the reason and the remedy." });

/** Users that this worker no longer runs and has no request of. */
export const usersGoneMessage = z
  .object({ type: z.literal("usersGone"), runId: id, version: count, users: userRanges })
  .meta({ about: "These users have left at a request boundary; their new owner may start them." });

/** The worker has (almost) used its quota of requests. */
export const quotaRequestMessage = z
  .object({ type: z.literal("quotaRequest"), runId: id, started: count })
  .meta({ about: "My quota of requests is nearly used; may I have more?" });

/** Series in one frame. */
export const maxSeriesPerMessage = 1_000;

const seriesAnnouncement = z.object({
  id: count,
  metric: id,
  labels: z.record(z.string().max(64), z.string().max(512)),
});
/** A series with the number that this worker gave it. */
export type SeriesAnnouncement = z.infer<typeof seriesAnnouncement>;

/** Announces a series once; snapshots then speak of it by id. */
export const seriesMessage = z
  .object({
    type: z.literal("series"),
    runId: id,
    series: z.array(seriesAnnouncement).max(maxSeriesPerMessage),
  })
  .meta({ about: "New series: metric and labels, numbered by this worker." });

/** One failure text and how often it came in an interval. */
export const errorCount = z.object({
  kind: id,
  message: text,
  count,
  firstSeenMs: ms,
  lastSeenMs: ms,
});
/** One failure text and how often it came in an interval. */
export type ErrorCount = z.infer<typeof errorCount>;

/** One warning code and how often it came. */
export const warningCount = z.object({ code: id, count });

/** The generator's health over one interval. */
export const healthReport = z.object({
  /** Share of one core, 0..1 and above when other threads help. */
  cpu: z.number(),
  gcMs: z.number(),
  rssBytes: count,
  /** Lateness of our own 10 ms timer, in microseconds. */
  loopDelay: histogramFrame,
});

/** Counters and histograms for one or more whole intervals. Safe to send twice. */
export const snapshotMessage = z
  .object({
    type: z.literal("snapshot"),
    runId: id,
    sequence: count,
    /** First and last interval covered; more than one only when the master was away. */
    fromInterval: count,
    toInterval: count,
    users: count,
    peakUsers: count,
    ledger: ledgerCounts,
    /** Deltas of this interval; `total` is the count since the start, for the master's check. */
    histograms: z.array(z.object({ id: count, frame: histogramFrame, total: count })).max(10_000),
    counters: z.array(z.object({ id: count, delta: z.number(), total: z.number() })).max(10_000),
    coalesced: count,
    tokenSources: z.object({ usage: count, events: count }),
    errors: z.array(errorCount).max(1000),
    warnings: z.array(warningCount).max(100),
    health: healthReport,
    /** Requests that ended, when the plan asks for records; and those that found no room. */
    records: z.array(requestFacts).max(maxRecordsPerSnapshot).exactOptional(),
    recordsDropped: count.exactOptional(),
    /** Nothing follows: the share has drained. */
    final: z.boolean(),
  })
  .meta({ about: "Counters and histograms for one interval, deltas and absolutes side by side." });
/** Counters and histograms for one or more whole intervals. */
export type SnapshotMessage = z.infer<typeof snapshotMessage>;

/** One answer as --show-response shows it. */
export const responseSample = z.object({
  requestId: id,
  user: count,
  /** "succeeded", "cancelled", or the failure kind. */
  outcome: id,
  status: count.nullable(),
  outputTokens: count.nullable(),
  ttftMs: z.number().nullable(),
  e2eMs: z.number().nullable(),
  finishReason: text.nullable(),
  text: text.nullable(),
});
/** One answer as --show-response shows it. */
export type ResponseSample = z.infer<typeof responseSample>;

/** A response for --show-response. */
export const responseMessage = z
  .object({ type: z.literal("response"), runId: id, sample: responseSample })
  .meta({ about: "The text of one answer, when --show-response asked for it." });

/** How the target answered once the load was over. */
export const targetHealth = z.object({
  url: text,
  /** null: there was no answer. */
  status: count.nullable(),
  /** Until the answer was complete, or until there was none for sure. */
  ms: z.number().nonnegative(),
  /** The beginning of the answer, or why there was none. */
  text,
});
/** How the target answered once the load was over. */
export type TargetHealth = z.infer<typeof targetHealth>;

/** The answer to `checksHealth` of a stop; comes after the last snapshot. */
export const healthMessage = z
  .object({ type: z.literal("health"), runId: id, health: targetHealth })
  .meta({ about: "How the target answered one health request after my last request had ended." });

/** The job broke; the worker is idle again. */
export const jobFailedMessage = z
  .object({ type: z.literal("jobFailed"), runId: id, text })
  .meta({ about: "The worker's own failure, not the target's; its share must be re-planned." });

/** The worker leaves on purpose. */
export const workerGoodbyeMessage = z
  .object({ type: z.literal("goodbye"), reason: text })
  .meta({ about: "I am leaving on purpose; do not wait for my lease." });

/** Worker → master. */
export const workerMessage = z.discriminatedUnion("type", [
  helloMessage,
  proofMessage,
  heartbeatMessage,
  preparedMessage,
  prepareFailedMessage,
  usersGoneMessage,
  quotaRequestMessage,
  seriesMessage,
  snapshotMessage,
  responseMessage,
  healthMessage,
  jobFailedMessage,
  workerGoodbyeMessage,
  partMessage,
]);
/** Worker → master. */
export type WorkerMessage = z.infer<typeof workerMessage>;
/** The message of one type. */
export type WorkerMessageOf<T extends WorkerMessage["type"]> = Extract<WorkerMessage, { type: T }>;
