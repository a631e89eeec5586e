// Takes snapshots in: check, merge, journal, acknowledge, in that order.
import type { Logger } from "@gadfly/shared/logging/logger";
import type { SnapshotMessage, WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";
import { AbsolutesCheck } from "../stats/absolutes-check.ts";
import { decodeSnapshot } from "../stats/decoded-snapshot.ts";
import {
  IntervalMerger,
  type Acknowledgement,
  type ClockOf,
  type MergedRecord,
} from "../stats/interval-merger.ts";
import { SeriesNumbering } from "../stats/series-numbering.ts";
import type { RecordSink } from "../reports/records/record-line.ts";
import type { RunBook } from "./run-book.ts";

/** What the desk needs. */
export interface SnapshotDeskDeps {
  readonly book: RunBook;
  readonly logger: Logger;
  readonly clockOf: ClockOf;
  /** Where request records go; absent or null: there are none. */
  readonly records?: RecordSink | null;
  acknowledge(acknowledgement: Acknowledgement): void;
}

/** Intervals that a worker's clock may run ahead of ours. */
const intervalsAhead = 3;

/** The snapshots of one run. */
export class SnapshotDesk {
  readonly #deps: SnapshotDeskDeps;
  readonly #series = new SeriesNumbering();
  readonly #absolutes = new AbsolutesCheck();
  readonly #merger: IntervalMerger;
  /** Since the last record of the journal. */
  #records = { written: 0, dropped: 0 };
  #isClosed = false;

  constructor(deps: SnapshotDeskDeps) {
    this.#deps = deps;
    this.#merger = new IntervalMerger(deps.clockOf);
  }

  /** New series of a worker. */
  announce(worker: string, message: WorkerMessageOf<"series">): void {
    for (const record of this.#series.announce(worker, message.series))
      this.#deps.book.write(record);
  }

  /** A snapshot came; returns why it cannot be taken, or null. `nowInterval`: the one that runs. */
  take(worker: string, snapshot: SnapshotMessage, nowInterval: number): string | null {
    if (this.#isClosed) {
      this.#deps.book.write({ type: "refused", worker, count: 1 });
      return null;
    }
    if (snapshot.toInterval > nowInterval + intervalsAhead)
      return `a snapshot of interval ${snapshot.toInterval} came in interval ${nowInterval}`;
    const decoded = decodeSnapshot(worker, snapshot, (id) => this.#series.numberOf(worker, id));
    if (!decoded.ok) return decoded.error;
    const merged = this.#merger.add(decoded.value);
    if (merged.kind === "duplicate") {
      this.#deps.logger.debug(`Snapshot ${snapshot.sequence} of ${worker} came twice`);
      // A copy that waits for its interval is acknowledged when that is written.
      if (merged.isWritten) this.#deps.acknowledge({ worker, sequences: [snapshot.sequence] });
      return null;
    }
    this.#absolutes.add(decoded.value);
    this.#takeRecords(worker, snapshot);
    if (merged.kind === "amended") this.#write(merged.merged);
    return null;
  }

  /** A worker is lost: all that it has told is closed, so that what it told last is known. */
  closeHeardFrom(worker: string): void {
    const last = this.#merger.lastIntervalOf(worker);
    if (last !== null) this.closeIntervals([worker], last);
  }

  /** Closes intervals that `workers` have passed or whose grace is over. */
  closeIntervals(workers: readonly string[], graceIndex: number): void {
    for (const merged of this.#merger.close(workers, graceIndex)) this.#write(merged);
  }

  /** Everything has come that will: closes all, and compares deltas with absolutes. */
  close(t: number): void {
    for (const merged of this.#merger.closeAll()) this.#write(merged);
    for (const { worker, text } of this.#absolutes.mismatches())
      this.#deps.book.write({ type: "mismatch", t, worker, text });
    for (const [worker, count] of this.#merger.missingSnapshots())
      if (count > 0) this.#deps.book.write({ type: "missing", worker, count });
    this.#isClosed = true;
  }

  /** Behind the check for duplicates, so that no request is written twice. */
  #takeRecords(worker: string, { records = [], recordsDropped = 0 }: SnapshotMessage): void {
    const { book, records: sink = null } = this.#deps;
    const name = book.model.workers.get(worker)?.name ?? worker;
    const written = records.length === 0 ? 0 : (sink?.write(name, records) ?? 0);
    this.#records.written += written;
    this.#records.dropped += recordsDropped + records.length - written;
  }

  #write({ record, acknowledge }: MergedRecord): void {
    const { written, dropped } = this.#records;
    this.#records = { written: 0, dropped: 0 };
    const counted = written + dropped === 0 ? record : { ...record, records: { written, dropped } };
    this.#deps.book.write(counted);
    for (const acknowledgement of acknowledge) this.#deps.acknowledge(acknowledgement);
  }
}
