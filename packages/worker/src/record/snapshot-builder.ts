// One interval of one worker as it travels.
import type { UnsentSnapshot } from "../link/merge-snapshots.ts";
import type { CutRecords } from "./record-buffer.ts";
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
  /** Users whose request is due and not allowed to start. */
  readonly waiting: number;
  readonly recorder: Recorder;
  readonly health: UnsentSnapshot["health"];
  /** When the plan asks for them. */
  readonly records?: CutRecords | null;
  readonly isFinal: boolean;
}

/** Ends the recorder's interval. */
export const buildSnapshot = (parts: SnapshotParts): UnsentSnapshot => {
  const { recorder } = parts;
  const { started, succeeded, failed, cancelled, plannedCancels } = recorder.counts;
  return {
    type: "snapshot",
    runId: parts.runId,
    fromInterval: parts.interval,
    toInterval: parts.interval,
    users: parts.users,
    peakUsers: parts.peakUsers,
    // Closed loop: a request starts the moment it is due, unless quota or lease make its user wait.
    ledger: {
      due: started + parts.waiting,
      started,
      succeeded,
      failed,
      cancelled,
      inFlight: parts.inFlight,
      dropped: 0,
      waiting: parts.waiting,
      plannedCancels,
    },
    ...recorder.cut(),
    health: parts.health,
    ...parts.records,
    final: parts.isFinal,
  };
};
