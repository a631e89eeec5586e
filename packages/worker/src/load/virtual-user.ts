// One user of the closed loop: where it is in its cycle of waiting and requesting.

/** A request that runs; `cancel` ends it, and the end is reported like any other. */
export interface RunningRequest {
  cancel(): void;
}

/** What a finished request means for the user's next one. */
export interface RequestEnd {
  readonly endedAtMs: number;
  /** It failed before there was an HTTP status: refused, reset, timed out, or no HTTP at all. */
  readonly hadNoAnswer: boolean;
}

/** What owns one connection; a closed-loop user keeps its slot. */
export interface UserSlot {
  /** Sends the user's request number `iteration`, due at `scheduledAtMs`. */
  send(iteration: number, scheduledAtMs: number, ended: (end: RequestEnd) => void): RunningRequest;
  close(): void;
}

/** waiting: for its next due time. requesting: one request runs. parked: due, but not allowed. */
export type UserPhase = "waiting" | "requesting" | "parked";

/** One virtual user. */
export interface VirtualUser {
  readonly index: number;
  readonly slot: UserSlot;
  phase: UserPhase;
  iteration: number;
  /** When the current or latest request was due. */
  dueMs: number;
  running: RunningRequest | null;
  /** Ends after its running request. */
  isLeaving: boolean;
  /** When that request is cancelled, if it has not ended by then; null: not at all. */
  cutAtMs: number | null;
}

/** Requests that a user may send in one life; the next life counts on from there. */
const iterationsPerLife = 2 ** 20;

/** A user whose first request is due at `dueMs`. A later life never repeats what an earlier one sent. */
export const createUser = (
  index: number,
  slot: UserSlot,
  { dueMs, life }: { dueMs: number; life: number },
): VirtualUser => ({
  index,
  slot,
  phase: "waiting",
  iteration: life * iterationsPerLife,
  dueMs,
  running: null,
  isLeaving: false,
  cutAtMs: null,
});
