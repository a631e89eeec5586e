// Puts what happens to a run into words and records: phases, events, losses. Log and journal say the
// same.
import { describeWarning } from "@gadfly/shared/errors/warning-codes";
import type { Logger } from "@gadfly/shared/logging/logger";
import type { Plan } from "@gadfly/shared/plan/plan";
import type { WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";
import { plural } from "@gadfly/shared/units/format-number";
import { formatDuration } from "@gadfly/shared/units/duration";
import type { JournalRecordOf } from "../journal/journal-record.ts";
import type { WorkerEntry } from "../workers/worker-entry.ts";
import { skipsCertificates } from "../stats/run-warnings.ts";
import { findCrowdedHosts } from "./crowded-hosts.ts";
import { type Discovery, findDisagreements } from "./disagreements.ts";
import type { RunBook } from "./run-book.ts";

/** What the journalist needs. */
export interface JournalistDeps {
  readonly plan: Plan;
  readonly book: RunBook;
  readonly logger: Logger;
  /** Seconds since time zero. */
  elapsedS(): number;
}

/** Writes the story of one run. */
export class RunJournalist {
  readonly #deps: JournalistDeps;
  /** Of those who came in mid-run, by id. */
  readonly #joinedAtS = new Map<string, number>();
  /** What each worker takes the target for, by id. */
  readonly #discoveries = new Map<string, Discovery>();

  /** Users after the ramp before. */
  #rampedUsers = 0;

  constructor(deps: JournalistDeps) {
    this.#deps = deps;
  }

  /** Something that a reader of the result should know. */
  event(kind: string, text: string, worker?: WorkerEntry): void {
    this.#deps.book.event(this.#deps.elapsedS(), kind, text, worker?.id);
    this.#deps.logger.info(text);
  }

  /** From now on other users, or another rate, are asked for. */
  loadChanges(text: string, change: { users: number } | { spawnRate: number }): void {
    const t = this.#deps.elapsedS();
    this.#deps.book.write({ type: "event", t, kind: "loadChanged", text, ...change });
    this.#deps.logger.info(text);
  }

  /** A worker takes part. */
  takesPart({ id, name, host }: WorkerEntry): void {
    this.#deps.book.write({ type: "worker", id, name, host });
  }

  /** A worker came in mid-run and gets its share now. */
  joins(worker: WorkerEntry): void {
    this.#joinedAtS.set(worker.id, this.#deps.elapsedS());
    this.event("workerJoined", `${worker.name} joined`, worker);
    this.#comparesDiscoveries(worker);
  }

  /** What a worker found before the start. */
  preflight(
    worker: WorkerEntry,
    message: Omit<WorkerMessageOf<"prepared">, "type" | "runId">,
  ): void {
    const { model, provider, endpoint, findings, posts } = message;
    const { book, logger } = this.#deps;
    if (provider !== undefined)
      this.#discoveries.set(worker.id, { worker: worker.name, model, provider, endpoint });
    // Every worker finds the same; it is said once.
    const known = new Set(book.model.findings.map(({ text }) => text));
    book.write({
      type: "preflight",
      worker: worker.id,
      model,
      ...(provider === undefined ? {} : { provider }),
      ...(endpoint === undefined ? {} : { endpoint }),
      findings,
      posts,
    });
    for (const { text, severity } of findings) {
      if (known.has(text)) continue;
      if (severity === "warning") logger.warn(`Preflight: ${text}`);
      else logger.info(`Preflight: ${text}`);
    }
  }

  /** What no worker can find alone, now that it is known who takes part. */
  looksAtAll(workers: readonly WorkerEntry[]): void {
    const { book, plan } = this.#deps;
    const model = book.model.model ?? "";
    for (const { worker, finding } of findCrowdedHosts(plan, workers))
      this.preflight(worker, { model, findings: [finding], posts: 0 });
    const [first] = workers;
    if (first !== undefined) this.#comparesDiscoveries(first);
  }

  /** Said in the name of a worker that is there. */
  #comparesDiscoveries(worker: WorkerEntry): void {
    const findings = findDisagreements([...this.#discoveries.values()]);
    const model = this.#deps.book.model.model ?? "";
    if (findings.length > 0) this.preflight(worker, { model, findings, posts: 0 });
  }

  /** Time zero is `leadMs` from now. */
  starts(leadMs: number): void {
    const { book, logger, plan } = this.#deps;
    const { users, spawnRate } = plan.load;
    book.write({ type: "start", startedAt: new Date(Date.now() + leadMs).toISOString() });
    book.write({ type: "phase", t: 0, phase: "spawning", users });
    if (skipsCertificates(plan)) {
      book.event(0, "insecureTls", describeWarning("insecure_tls").sentence);
      logger.warn(describeWarning("insecure_tls").sentence);
    }
    logger.info(
      `Ramping to ${users} users at a rate of ${spawnRate} per second, seed ${plan.seed}`,
    );
    logger.info(
      plan.runTimeMs === null
        ? "No run time limit set, use CTRL+C to interrupt"
        : `Run time limit set to ${plan.runTimeMs / 1000} seconds`,
    );
  }

  /** A ramp is over, up or down; the first time, the measured part may begin anew. */
  rampCompleted(users: number): void {
    const { book, logger, plan } = this.#deps;
    const isFirst = book.model.firstRampedS === null;
    this.phase("running", users);
    const isDown = users < this.#rampedUsers;
    this.#rampedUsers = users;
    logger.info(`${isDown ? "Down to" : "All users spawned:"} ${plural(users, "user")}`);
    if (isFirst && plan.resetStats) book.write({ type: "reset", t: this.#deps.elapsedS() });
  }

  /** Somebody asks for the numbers to begin anew. */
  resets(): void {
    this.#deps.book.write({ type: "reset", t: this.#deps.elapsedS() });
    this.event("statsReset", "Statistics were reset");
  }

  /** No new request is started any more. */
  stops(users: number): void {
    const { logger, plan } = this.#deps;
    this.phase("stopping", users);
    if (plan.stopTimeoutMs > 0)
      logger.info(
        `Stopping: running requests have ${formatDuration(plan.stopTimeoutMs)} to end; Ctrl-C cancels them`,
      );
  }

  /** The run entered a phase. */
  phase(phase: JournalRecordOf<"phase">["phase"], users: number): void {
    this.#deps.book.write({ type: "phase", t: this.#deps.elapsedS(), phase, users });
  }

  /** A worker is gone while it ran its share. `writtenOff`: requests of its quota. */
  lost(worker: WorkerEntry, text: string, writtenOff: number): void {
    const { book, plan } = this.#deps;
    const t = this.#deps.elapsedS();
    const account = book.model.workers.get(worker.id);
    const heardUntilS = ((account?.lastInterval ?? -1) + 1) * (plan.intervalMs / 1000);
    const lost = account?.ledger.inFlight ?? 0;
    // Nobody is blind to what a worker did before it took part.
    const blindFromS = Math.min(t, Math.max(heardUntilS, this.#joinedAtS.get(worker.id) ?? 0));
    book.write({ type: "lost", worker: worker.id, t, lost, blindFromS });
    const quota = writtenOff > 0 ? `; ${writtenOff} requests of its quota are not sent again` : "";
    book.event(t, "workerLost", `${text}${quota}`, worker.id);
  }

  /** A lost worker is back with what it had measured. */
  returned(worker: WorkerEntry): void {
    this.#deps.book.write({ type: "returned", worker: worker.id, t: this.#deps.elapsedS() });
    this.event("workerReturned", `${worker.name} is back`, worker);
  }
}
