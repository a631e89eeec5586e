// A snapshot with its histograms decoded and its series numbered as in the journal. Everything is
// checked before anything is merged, so that a bad frame costs its snapshot and nothing else.
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import { checkFrame, type CheckedFrame } from "@gadfly/shared/metrics/hdr-codec";
import type { SnapshotMessage } from "@gadfly/shared/protocol/worker-message";

/** One histogram delta and the count that its series should now have in all. */
export interface DecodedHistogram {
  readonly id: number;
  readonly delta: CheckedFrame;
  readonly total: number;
}

/** A snapshot that is ready to be merged. */
export interface DecodedSnapshot extends Omit<SnapshotMessage, "histograms"> {
  readonly worker: string;
  readonly histograms: readonly DecodedHistogram[];
}

/** The journal's number of a worker's series, or null if it never announced it. */
export type NumberOf = (workerSeriesId: number) => number | null;

const decodeFrames = (
  snapshot: SnapshotMessage,
  numberOf: NumberOf,
): Result<DecodedHistogram[]> => {
  const decoded: DecodedHistogram[] = [];
  for (const { id, frame, total } of snapshot.histograms) {
    const delta = checkFrame(frame);
    if (!delta.ok) return err(`histogram of series ${id}: ${delta.error}`);
    const number = numberOf(id);
    if (number === null) return err(`series ${id} was never announced`);
    decoded.push({ id: number, delta: delta.value, total });
  }
  return ok(decoded);
};

/** Decodes and numbers everything in a snapshot, or says what is wrong with it. */
export const decodeSnapshot = (
  worker: string,
  snapshot: SnapshotMessage,
  numberOf: NumberOf,
): Result<DecodedSnapshot> => {
  const histograms = decodeFrames(snapshot, numberOf);
  if (!histograms.ok) return histograms;
  const health = checkFrame(snapshot.health.loopDelay);
  if (!health.ok) return err(`loop delay: ${health.error}`);
  const counters: SnapshotMessage["counters"] = [];
  for (const counter of snapshot.counters) {
    const number = numberOf(counter.id);
    if (number === null) return err(`series ${counter.id} was never announced`);
    counters.push({ ...counter, id: number });
  }
  return ok({ ...snapshot, worker, histograms: histograms.value, counters });
};
