// Every worker that has ever joined this master: identities, unique names, resume secrets.
import type { WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";
import type { WorkerEntry } from "./worker-entry.ts";

/** Makes ids and secrets; given, so that the registry stays free of randomness. */
export interface IdentitySource {
  workerId(): string;
  secret(): Uint8Array;
}

/** All workers by id. */
export class WorkerRegistry {
  readonly #identities: IdentitySource;
  readonly #workers = new Map<string, WorkerEntry>();
  readonly #names = new Map<string, number>();

  constructor(identities: IdentitySource) {
    this.#identities = identities;
  }

  /** A process that was not known: a restarted one is a new worker, `name#2`. */
  admit(hello: WorkerMessageOf<"hello">, nowMs: number): WorkerEntry {
    const worker: WorkerEntry = {
      id: this.#identities.workerId(),
      name: this.#uniqueName(hello.name),
      host: hello.host,
      pid: hello.pid,
      resumeSecret: this.#identities.secret(),
      link: null,
      liveness: "alive",
      lastFrameAtMs: nowMs,
      answeredAtMs: nowMs,
      heartbeat: null,
    };
    this.#workers.set(worker.id, worker);
    return worker;
  }

  /** The worker of this id, if any. */
  find(id: string): WorkerEntry | null {
    return this.#workers.get(id) ?? null;
  }

  /** All workers, also lost ones, in the order in which they joined. */
  all(): WorkerEntry[] {
    return [...this.#workers.values()];
  }

  #uniqueName(name: string): string {
    const count = (this.#names.get(name) ?? 0) + 1;
    this.#names.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  }
}
