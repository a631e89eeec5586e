// Cuts the run into intervals on its own clock and sends each as a snapshot, with the series that it
// speaks of announced before it.
import {
  maxSeriesPerMessage,
  type SeriesAnnouncement,
  type WorkerMessage,
} from "@gadfly/shared/protocol/worker-message";
import type { ProcessHealth } from "../health/process-health.ts";
import type { Outbox } from "../link/outbox.ts";
import type { UserPool } from "../load/user-pool.ts";
import type { RecordBuffer } from "../record/record-buffer.ts";
import type { Recorder } from "../record/recorder.ts";
import { buildSnapshot } from "../record/snapshot-builder.ts";
import { Wakeup } from "./wakeup.ts";

/** What the reporter reads, and where it sends. */
export interface ReporterDeps {
  readonly runId: string;
  readonly intervalMs: number;
  /**
   * Time zero on this process's clock, asked at every cut: two quartzes part by up to 0.1 ms a second, which would carry the
   * intervals of an hour-long run away from the master's.
   */
  readonly startedAtMs: () => number;
  readonly recorder: Recorder;
  /** null: no records are asked for. */
  readonly records: RecordBuffer | null;
  readonly pool: UserPool;
  readonly health: ProcessHealth;
  readonly outbox: Outbox;
  send(message: WorkerMessage): void;
}

/** The snapshots of one run on one worker. */
export class IntervalReporter {
  readonly #deps: ReporterDeps;
  readonly #wakeup = new Wakeup(() => this.#cut());
  #interval: number;

  constructor(deps: ReporterDeps) {
    this.#deps = deps;
    this.#interval = Math.max(0, this.#passed());
    // What happened before time zero is not this run's.
    deps.health.cut();
    this.#arm();
  }

  /** Sends what the outbox may send; `isNewLink`: also what an earlier link may have lost. */
  flush(isNewLink: boolean): void {
    const { outbox, recorder } = this.#deps;
    if (isNewLink) {
      this.#announce(recorder.series.announcements);
      for (const snapshot of outbox.unacknowledged()) this.#deps.send(snapshot);
    }
    for (const snapshot of outbox.takeSendable()) this.#deps.send(snapshot);
  }

  /** The last snapshot; nothing follows. */
  finish(): void {
    this.stop();
    this.#snapshot(true);
  }

  /** Cuts no more. */
  stop(): void {
    this.#wakeup.cancel();
  }

  #passed(): number {
    return Math.floor((performance.now() - this.#deps.startedAtMs()) / this.#deps.intervalMs);
  }

  #arm(): void {
    this.#wakeup.at(this.#deps.startedAtMs() + (this.#interval + 1) * this.#deps.intervalMs);
  }

  #cut(): void {
    this.#snapshot(false);
    // A stall may have swallowed whole intervals: the next cut is the next one on the clock.
    this.#interval = Math.max(this.#interval + 1, this.#passed());
    this.#arm();
  }

  #snapshot(isFinal: boolean): void {
    const { runId, recorder, records, pool, health, outbox } = this.#deps;
    const snapshot = buildSnapshot({
      runId,
      interval: this.#interval,
      users: pool.size,
      peakUsers: pool.takePeak(),
      inFlight: pool.inFlight,
      waiting: pool.waiting,
      recorder,
      health: health.cut(),
      records: records?.cut() ?? null,
      isFinal,
    });
    this.#announce(recorder.series.takeAnnouncements());
    outbox.add(snapshot);
    this.flush(false);
  }

  /** A frame holds so many series at most. */
  #announce(series: readonly SeriesAnnouncement[]): void {
    const { runId } = this.#deps;
    for (let at = 0; at < series.length; at += maxSeriesPerMessage) {
      const slice = series.slice(at, at + maxSeriesPerMessage);
      this.#deps.send({ type: "series", runId, series: slice });
    }
  }
}
