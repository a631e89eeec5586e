// Every worker that has ever joined this master: identities, unique names, resume secrets.
import type { WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";
import type { WorkerEntry } from "./worker-entry.ts";

/** Makes ids and secrets; given, so that the registry stays free of randomness. */
export interface IdentitySource {
  workerId(): string;
  secret(): Uint8Array;
}

// A name travels as an id of at most 200 characters, its number included.
const maxNumberedLength = 190;

/** All workers by id. */
export class WorkerRegistry {
  readonly #identities: IdentitySource;
  readonly #workers = new Map<string, WorkerEntry>();
  readonly #names = new Set<string>();
  /** The last number given to a second worker of a name. */
  readonly #numbers = new Map<string, number>();

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
    let unique = name;
    // Somebody may have called itself `name#2` of its own accord.
    while (this.#names.has(unique)) {
      const number = (this.#numbers.get(name) ?? 1) + 1;
      this.#numbers.set(name, number);
      unique = `${name.slice(0, maxNumberedLength)}#${number}`;
    }
    this.#names.add(unique);
    return unique;
  }
}
