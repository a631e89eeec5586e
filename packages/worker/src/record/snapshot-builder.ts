// One interval of one worker as it travels.
import type { UnsentSnapshot } from "../link/merge-snapshots.ts";
import type { Recorder } from "./recorder.ts";

/** What a snapshot is built from. */
export interface SnapshotParts {
  readonly runId: string;
  readonly interval: number;
  readonly users: number;
  /** The most users within the interval. */
  readonly peakUsers: number;
  /** Counted in the pool, so that the ledger can be checked against it. */
  readonly inFlight: number;
  readonly recorder: Recorder;
  readonly health: UnsentSnapshot["health"];
  readonly isFinal: boolean;
}

/** Ends the recorder's interval. */
export const buildSnapshot = (parts: SnapshotParts): UnsentSnapshot => {
  const { recorder } = parts;
  const { started, succeeded, failed, cancelled } = recorder.counts;
  return {
    type: "snapshot",
    runId: parts.runId,
    fromInterval: parts.interval,
    toInterval: parts.interval,
    users: parts.users,
    peakUsers: parts.peakUsers,
    // Closed loop: a request is started the moment it is due, so nothing waits and nothing drops.
    ledger: {
      due: started,
      started,
      succeeded,
      failed,
      cancelled,
      inFlight: parts.inFlight,
      dropped: 0,
      waiting: 0,
    },
    ...recorder.cut(),
    health: parts.health,
    final: parts.isFinal,
  };
};
