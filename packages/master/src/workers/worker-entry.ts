// What the master knows of one worker, whether or not its link is up.
import type { LivenessState } from "@gadfly/shared/lifecycle/liveness-machine";
import type { MasterMessage } from "@gadfly/shared/protocol/master-message";
import type { WorkerMessage, WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";

/** A link that is up and whose worker has proven the token. */
export interface WorkerLink {
  /** Sealed with the key of this link. */
  seal(plain: Uint8Array): Uint8Array;
  send(message: MasterMessage): void;
  sendUrgent(message: MasterMessage): void;
  close(code: number, reason: string): void;
}

/** One worker, from its first welcome to the end of the master. */
export interface WorkerEntry {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly pid: number;
  readonly resumeSecret: Uint8Array;
  link: WorkerLink | null;
  liveness: LivenessState;
  lastFrameAtMs: number;
  /** When the newest answer to a heartbeat was sent: the master's copy of the lease. */
  answeredAtMs: number;
  heartbeat: WorkerMessageOf<"heartbeat"> | null;
}

/** What the owner of the hub is told. */
export interface HubListener {
  joined(worker: WorkerEntry): void;
  /** The same process is back; `wasLost`: its share was given to others meanwhile. */
  resumed(worker: WorkerEntry, wasLost: boolean): void;
  message(worker: WorkerEntry, message: WorkerMessage): void;
  silent(worker: WorkerEntry): void;
  lost(worker: WorkerEntry): void;
  left(worker: WorkerEntry, reason: string): void;
}
