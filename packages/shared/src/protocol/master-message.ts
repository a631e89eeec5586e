// Master → worker, all of it.
import { z } from "zod";
import { planSchema } from "../plan/plan.ts";
import { bytes, count, id, ms, schedule, text, userRanges } from "./fields.ts";
import { partMessage } from "./part-message.ts";

/** The master's half of the nonces. */
export const challengeMessage = z
  .object({ type: z.literal("challenge"), protocol: count, version: text, nonce: bytes })
  .meta({ about: "Prove the token over your nonce and mine." });

/** The worker is in. */
export const welcomeMessage = z
  .object({
    type: z.literal("welcome"),
    workerId: id,
    /** The name as shown, made unique: `name#2`. */
    name: id,
    /** The master's own proof; a worker that cannot verify it leaves. */
    proof: bytes,
    /** Proves on a later link that this process is the same worker. Sealed like the plan's secrets. */
    resumeSecret: bytes,
    heartbeatMs: z.number().positive(),
    leaseMs: z.number().positive(),
    /** False: this process was not known any more and starts afresh. */
    resumed: z.boolean(),
  })
  .meta({ about: "You are in: your id, the lease, and the master's own proof of the token." });

/** The worker is not in; it must not try again. */
export const refusedMessage = z
  .object({ type: z.literal("refused"), code: id, text })
  .meta({ about: "You are not let in, and why; do not redial." });

/** Answers a heartbeat; renews the lease. */
export const pongMessage = z
  .object({ type: z.literal("pong"), sentAtMs: ms, masterAtMs: ms })
  .meta({ about: "Echo of your heartbeat's clock beside mine; your lease runs from its sending." });

/** Take this plan and get ready. */
export const prepareMessage = z
  .object({
    type: z.literal("prepare"),
    plan: planSchema,
    sealedSecrets: bytes,
    /** How many users this worker will hold at most, for its file and port check. */
    shareUsers: count,
  })
  .meta({ about: "The plan; its secrets sealed. Check the target and say when ready." });

/** Begin at an agreed instant of the master's clock. */
export const startMessage = z
  .object({ type: z.literal("start"), runId: id, atMasterMs: ms })
  .meta({ about: "Time zero of the run, on the master's clock." });

/** The share, absolute: whoever misses a version loses nothing. */
export const assignmentMessage = z
  .object({
    type: z.literal("assignment"),
    runId: id,
    version: count,
    /** Run these now. */
    started: userRanges,
    /** Start these when their turn comes. */
    spawn: schedule,
    /** Let these go when their turn comes, at a request boundary. */
    retire: schedule,
    /** How often these users have begun anew; who is not named has not. */
    lives: z.array(z.object({ user: count, life: count })).max(100_000),
  })
  .meta({ about: "Version v of this worker's share: users to run, to start and to let go." });
/** The share of one worker. */
export type AssignmentMessage = z.infer<typeof assignmentMessage>;

/** How many requests this worker may have started in all. */
export const quotaMessage = z
  .object({ type: z.literal("quota"), runId: id, granted: count, isLast: z.boolean() })
  .meta({ about: "You may have started this many requests since the run began." });

/** Merged and in the journal. */
export const acknowledgeMessage = z
  .object({ type: z.literal("acknowledge"), runId: id, sequences: z.array(count).max(10_000) })
  .meta({ about: "These snapshots are merged and written; forget them." });

/** Drain, then send the final snapshot. */
export const stopMessage = z
  .object({
    type: z.literal("stop"),
    runId: id,
    stopTimeoutMs: z.number().nonnegative(),
    /** After its last request and report, this worker asks the target how it is. */
    checksHealth: z.boolean().exactOptional(),
  })
  .meta({ about: "No new request; let running ones end within the stop timeout; report." });

/** The run is over and its numbers are safe, or the master leaves. */
export const masterGoodbyeMessage = z
  .object({ type: z.literal("goodbye"), reason: text })
  .meta({ about: "The master is leaving; exit 0." });

/** Master → worker. */
export const masterMessage = z.discriminatedUnion("type", [
  challengeMessage,
  welcomeMessage,
  refusedMessage,
  pongMessage,
  prepareMessage,
  startMessage,
  assignmentMessage,
  quotaMessage,
  acknowledgeMessage,
  stopMessage,
  masterGoodbyeMessage,
  partMessage,
]);
/** Master → worker. */
export type MasterMessage = z.infer<typeof masterMessage>;
/** The message of one type. */
export type MasterMessageOf<T extends MasterMessage["type"]> = Extract<MasterMessage, { type: T }>;
