// Building blocks that several messages share.
import { z } from "zod";

/** Bytes as msgpack carries them. */
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "must be bytes");
/** A count. */
export const count = z.int().nonnegative();
/** Milliseconds on whichever clock the field names. */
export const ms = z.number();
/** A short text that a person may read. */
export const text = z.string().max(4096);
/** An identifier. */
export const id = z.string().min(1).max(200);

/** Global user indices as sorted, disjoint, half-open ranges. */
export const userRanges = z.array(z.object({ from: count, to: count })).max(100_000);

/** Several workers' lists laid out at one rate: see load/spawn-order. */
export const schedule = z.object({
  /** When the first user of all lists is due, after the run's start. */
  atMs: ms,
  ratePerS: z.number().positive(),
  /** How many users each list holds. */
  counts: z.array(count).max(100_000),
  /** Which of the lists is ours. */
  order: count,
  users: userRanges,
});
/** Several workers' lists laid out at one rate. */
export type Schedule = z.infer<typeof schedule>;

/** The conservation account of requests: due = started + dropped + waiting. */
export const ledgerCounts = z.object({
  due: count,
  started: count,
  succeeded: count,
  failed: count,
  cancelled: count,
  inFlight: count,
  dropped: count,
  waiting: count,
  /** Of the cancelled ones, those that were broken off on purpose; older workers do not say. */
  plannedCancels: count.exactOptional(),
});
/** The conservation account of requests of one worker. */
export type LedgerCounts = z.infer<typeof ledgerCounts>;
