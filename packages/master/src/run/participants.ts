// The workers of one run and how far each of them is. Whether a worker is alive is another axis.
import type { WorkerEntry } from "../workers/worker-entry.ts";

/**
 * preparing: has the plan. prepared: passed preflight. active: runs its share.
 * finished: its last snapshot is in. gone: lost, left or refused the plan.
 */
export type ParticipantPhase = "preparing" | "prepared" | "active" | "finished" | "gone";

/** One worker in one run. */
export interface Participant {
  readonly worker: WorkerEntry;
  phase: ParticipantPhase;
}

/** All workers of one run. */
export class Participants {
  readonly #byId = new Map<string, Participant>();

  /** A worker takes part from now on. */
  add(worker: WorkerEntry): Participant {
    const participant: Participant = { worker, phase: "preparing" };
    this.#byId.set(worker.id, participant);
    return participant;
  }

  /** The participant of a worker, if it takes part. */
  find(worker: WorkerEntry): Participant | null {
    return this.#byId.get(worker.id) ?? null;
  }

  /** The participant of this id, if any. */
  byId(id: string): Participant | null {
    return this.#byId.get(id) ?? null;
  }

  /** Those in any of these phases, in the order in which they joined. */
  in(...phases: readonly ParticipantPhase[]): Participant[] {
    return [...this.#byId.values()].filter(({ phase }) => phases.includes(phase));
  }

  /** Everybody. */
  get size(): number {
    return this.#byId.size;
  }
}
