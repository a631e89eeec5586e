// A master with a page and without sockets to workers: the same objects as in a run, from the bytes of a
// snapshot to the live feed. An hour of the run is there from the beginning.
import { discardRunFolder } from "@gadfly/master/journal/run-folder";
import type { ActiveRun } from "@gadfly/master/main";
import { RunBook } from "@gadfly/master/run/run-book";
import { SnapshotDesk } from "@gadfly/master/run/snapshot-desk";
import { buildLiveDetails } from "@gadfly/master/stats/live-details-builder";
import { buildLiveView } from "@gadfly/master/stats/live-view-builder";
import { buildResult, buildResultInParts } from "@gadfly/master/stats/result-builder";
import type { RunModel } from "@gadfly/master/stats/run-model";
import { LogTail } from "@gadfly/master/web/desk/log-tail";
import { RunDesk } from "@gadfly/master/web/desk/run-desk";
import { startWebServer } from "@gadfly/master/web/web-server";
import { ok } from "@gadfly/shared/errors/result";
import { silentLogger } from "@gadfly/shared/logging/logger";
import { describeStartForm } from "@gadfly/shared/options/describe/start-form";
import { decodeWorkerMessage, encodeMessage } from "@gadfly/shared/protocol/codec";
import { gadflyVersion, protocolVersion } from "@gadfly/shared/protocol/version";
import { mergePlan } from "../merge/merge-plan.ts";
import { announcementsOf } from "../simulated/simulated-series.ts";
import { SnapshotMaker } from "../simulated/snapshot-maker.ts";
import { type FeedLoad, historyS, pastOf, workerName } from "./feed-load.ts";

const never = new Promise<never>(() => {});
/** An interval is closed when all workers have passed it. */
const noGrace = -1;

const runOf = (model: RunModel, workers: number): ActiveRun => {
  const state = () => ({
    elapsedMs: model.elapsedS * 1_000,
    state: "running",
    waitingFor: null,
    targetUsers: workers,
    workers,
  });
  return {
    model,
    done: never,
    spawnRate: workers,
    view: () => buildLiveView(model, state()),
    details: () => buildLiveDetails(model, state()),
    result: () => buildResult(model),
    resultInParts: () => buildResultInParts(model),
    requestStop: () => {},
    setLoad: () => false,
    resetStats: () => false,
  };
};

const deskOf = (workers: number): RunDesk =>
  new RunDesk({
    check: () => ok({ commandLine: "", notes: [], prepare: () => preparedOf(workers) }),
    form: () =>
      describeStartForm(
        {},
        {},
        { workersPort: 0, workersNeedToken: false, takesOtherMachines: false, programId: "p" },
      ),
    expectWorkers: workers,
    takesStarts: false,
    workers: () => [],
    log: new LogTail(),
  });

const preparedOf = (workers: number) => ({
  plan: mergePlan(workers),
  secrets: { apiKey: null, headers: {} },
  outputs: { folder: discardRunFolder, csv: null, records: null, html: null },
  commandLine: "gadfly master",
});

/** The run and its desk. */
export class WatchedMaster {
  readonly #load: FeedLoad;
  readonly #names: readonly string[];
  readonly #desk: RunDesk;
  readonly #book: RunBook;
  readonly #snapshots: SnapshotDesk;
  readonly #maker: SnapshotMaker;
  #taken = 0;

  constructor(load: FeedLoad) {
    const { workers, groups } = load;
    const plan = mergePlan(workers);
    const startedAt = new Date().toISOString();
    this.#load = load;
    this.#names = Array.from({ length: workers }, (_, worker) => workerName(worker));
    this.#desk = deskOf(workers);
    this.#maker = new SnapshotMaker(load);
    this.#book = new RunBook(
      discardRunFolder,
      silentLogger,
      {
        type: "open",
        journal: 1,
        startedAt,
        gadfly: gadflyVersion,
        node: process.version,
        protocol: protocolVersion,
        plan,
      },
      [this.#desk.told],
    );
    this.#desk.follow(runOf(this.#book.model, workers), preparedOf(workers));
    this.#snapshots = new SnapshotDesk({
      book: this.#book,
      logger: silentLogger,
      clockOf: () => ({ offsetMs: 0.1, errorMs: 0.1 }),
      acknowledge: () => {},
    });
    for (const id of this.#names) {
      this.#book.write({ type: "worker", id, name: id, host: "bench" });
      const series = announcementsOf(groups);
      this.#snapshots.announce(id, { type: "series", runId: plan.runId, series });
    }
    this.#book.write({ type: "start", startedAt });
    this.#book.write({ type: "phase", t: 0, phase: "running", users: workers });
    this.#takePast();
  }

  /** Serves page and feed; the answer is the port. */
  async serve(): Promise<number> {
    const where = { host: "127.0.0.1", port: 0, token: "", pageFolder: null };
    const server = await startWebServer({ desk: this.#desk, ...where, logger: silentLogger });
    return server.port;
  }

  /** One worker after the other says what it measured, evenly over each second. */
  begin(): void {
    const startedAtMs = performance.now();
    const next = (): void => {
      const dueAtMs = startedAtMs + (this.#taken * 1_000) / this.#load.workers;
      setTimeout(
        () => {
          this.#takeOne();
          next();
        },
        Math.max(0, dueAtMs - performance.now()),
      );
    };
    next();
  }

  /** Empty seconds first, for the desk knows of no others; then what was in them. */
  #takePast(): void {
    this.#takeOne();
    this.#snapshots.closeIntervals([], historyS - 1);
    for (const { length: _length, ...fields } of pastOf(this.#load))
      this.#book.write({ type: "interval", ...fields });
  }

  #takeOne(): void {
    const { workers } = this.#load;
    const worker = this.#taken % workers;
    const made = Math.floor(this.#taken / workers);
    const interval = historyS + made;
    const { runId } = this.#book.model.open.plan;
    const place = { runId, worker, made, interval, users: 1, isFinal: false };
    const frame = encodeMessage({ ...this.#maker.make(place), sequence: made });
    const decoded = decodeWorkerMessage(frame);
    if (!decoded.ok || decoded.value.type !== "snapshot") throw new Error("no snapshot");
    const trouble = this.#snapshots.take(workerName(worker), decoded.value, interval);
    if (trouble !== null) throw new Error(trouble);
    this.#taken++;
    if (this.#taken % workers === 0) this.#snapshots.closeIntervals(this.#names, noGrace);
  }
}
