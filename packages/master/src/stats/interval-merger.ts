// Merges snapshots into one record per interval. A snapshot counts once, whatever the network does:
// it is known by (worker, sequence). An interval is closed when every worker has reported it or the
// grace is over; what comes later becomes an amendment, never a loss.
import { failureKey } from "@gadfly/shared/errors/failure-shape";
import {
  addCheckedFrame,
  encodeHistogram,
  type CheckedFrame,
} from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import type { ErrorCount } from "@gadfly/shared/protocol/worker-message";
import type { AmendRecord, IntervalRecord, WorkerInterval } from "../journal/journal-record.ts";
import type { DecodedSnapshot } from "./decoded-snapshot.ts";
import { SeenSequences } from "./seen-sequences.ts";

/** Clock of a worker, as it last reported it. */
export type ClockOf = (worker: string) => WorkerInterval["clock"];

/** Sums of one interval until it is closed. */
class PendingInterval {
  readonly index: number;
  readonly reported = new Map<string, number[]>();
  readonly #histograms = new Map<number, Histogram>();
  readonly #counters = new Map<number, number>();
  readonly #errors = new Map<string, ErrorCount>();
  readonly #warnings = new Map<string, number>();
  readonly #workers: WorkerInterval[] = [];
  #coalesced = 0;
  #tokenSources = { usage: 0, events: 0 };

  constructor(index: number) {
    this.index = index;
  }

  add(snapshot: DecodedSnapshot, clock: WorkerInterval["clock"]): void {
    for (const { id, delta } of snapshot.histograms) this.#addHistogram(id, delta);
    this.#addCounts(snapshot);
    this.#workers.push(toWorkerInterval(snapshot, clock));
    const sequences = this.reported.get(snapshot.worker);
    if (sequences === undefined) this.reported.set(snapshot.worker, [snapshot.sequence]);
    else sequences.push(snapshot.sequence);
  }

  #addHistogram(id: number, delta: CheckedFrame): void {
    const sum = this.#histograms.get(id) ?? new Histogram();
    this.#histograms.set(id, sum);
    addCheckedFrame(sum, delta);
  }

  #addCounts(snapshot: DecodedSnapshot): void {
    for (const { id, delta } of snapshot.counters)
      this.#counters.set(id, (this.#counters.get(id) ?? 0) + delta);
    this.#coalesced += snapshot.coalesced;
    this.#tokenSources.usage += snapshot.tokenSources.usage;
    this.#tokenSources.events += snapshot.tokenSources.events;
    for (const error of snapshot.errors) this.#addError(error);
    for (const { code, count } of snapshot.warnings)
      this.#warnings.set(code, (this.#warnings.get(code) ?? 0) + count);
  }

  #addError(error: ErrorCount): void {
    const key = failureKey(error.kind, error.message);
    const before = this.#errors.get(key);
    this.#errors.set(
      key,
      before === undefined
        ? error
        : {
            ...before,
            count: before.count + error.count,
            firstSeenMs: Math.min(before.firstSeenMs, error.firstSeenMs),
            lastSeenMs: Math.max(before.lastSeenMs, error.lastSeenMs),
          },
    );
  }

  toFields(): Omit<IntervalRecord, "type"> {
    return {
      index: this.index,
      histograms: [...this.#histograms].map(([id, sum]) => ({ id, frame: encodeHistogram(sum) })),
      counters: [...this.#counters].map(([id, delta]) => ({ id, delta })),
      coalesced: this.#coalesced,
      tokenSources: this.#tokenSources,
      errors: [...this.#errors.values()],
      warnings: [...this.#warnings].map(([code, count]) => ({ code, count })),
      workers: this.#workers,
    };
  }
}

const toWorkerInterval = (
  snapshot: DecodedSnapshot,
  clock: WorkerInterval["clock"],
): WorkerInterval => ({
  worker: snapshot.worker,
  users: snapshot.users,
  peakUsers: snapshot.peakUsers,
  ledger: snapshot.ledger,
  cpu: snapshot.health.cpu,
  gcMs: snapshot.health.gcMs,
  rssBytes: snapshot.health.rssBytes,
  // A record outlives its message, whose whole frame these bytes are a part of.
  loopDelay: { ...snapshot.health.loopDelay, hdr: snapshot.health.loopDelay.hdr.slice() },
  clock,
  final: snapshot.final,
});

/** Snapshots that are now merged and may be acknowledged once written. */
export interface Acknowledgement {
  readonly worker: string;
  readonly sequences: readonly number[];
}

/** A record to write, and what may be acknowledged after that. */
export interface MergedRecord {
  readonly record: IntervalRecord | AmendRecord;
  readonly acknowledge: readonly Acknowledgement[];
}

/** What became of a snapshot. */
export type Merged =
  | { readonly kind: "pending" }
  /** `isWritten`: its first copy has left here, so that it may be acknowledged again. */
  | { readonly kind: "duplicate"; readonly isWritten: boolean }
  | { readonly kind: "amended"; readonly merged: MergedRecord };

/** All intervals of one run that are not closed yet. */
export class IntervalMerger {
  readonly #clockOf: ClockOf;
  readonly #pending = new Map<number, PendingInterval>();
  readonly #seen = new Map<string, SeenSequences>();
  #nextIndex = 0;

  constructor(clockOf: ClockOf) {
    this.#clockOf = clockOf;
  }

  /** Merges a snapshot, unless it is known already. */
  add(snapshot: DecodedSnapshot): Merged {
    const seen = this.#seen.get(snapshot.worker) ?? new SeenSequences();
    this.#seen.set(snapshot.worker, seen);
    if (seen.has(snapshot.sequence))
      return { kind: "duplicate", isWritten: !this.#isPending(snapshot) };
    const isLate = snapshot.toInterval < this.#nextIndex;
    const interval = isLate
      ? new PendingInterval(snapshot.toInterval)
      : this.#pendingOf(snapshot.toInterval);
    interval.add(snapshot, this.#clockOf(snapshot.worker));
    seen.add(snapshot.sequence);
    if (!isLate) return { kind: "pending" };
    const record = { type: "amend" as const, ...interval.toFields() };
    return { kind: "amended", merged: { record, acknowledge: acknowledgementsOf(interval) } };
  }

  /**
   * Closes, in order, every interval that all of `workers` have passed, and every interval up to
   * `graceIndex` whether or not they have.
   */
  close(workers: readonly string[], graceIndex: number): MergedRecord[] {
    const closed: MergedRecord[] = [];
    while (this.#nextIndex <= this.#lastIndex()) {
      const index = this.#nextIndex;
      if (index > graceIndex && !workers.every((worker) => this.#hasPassed(worker, index))) break;
      const interval = this.#pendingOf(index);
      this.#pending.delete(index);
      this.#nextIndex++;
      const record = { type: "interval" as const, ...interval.toFields() };
      closed.push({ record, acknowledge: acknowledgementsOf(interval) });
    }
    return closed;
  }

  /** The newest interval of a worker that is not closed yet. */
  lastIntervalOf(worker: string): number | null {
    const reported = [...this.#pending].filter(([, interval]) => interval.reported.has(worker));
    return reported.length === 0 ? null : Math.max(...reported.map(([index]) => index));
  }

  /** Numbers that never came although later ones did, by worker. */
  missingSnapshots(): Map<string, number> {
    return new Map([...this.#seen].map(([worker, { missing }]) => [worker, missing]));
  }

  /** Closes everything that is pending: the run is over. */
  closeAll(): MergedRecord[] {
    return this.close([], Number.POSITIVE_INFINITY);
  }

  #pendingOf(index: number): PendingInterval {
    const known = this.#pending.get(index);
    if (known !== undefined) return known;
    const fresh = new PendingInterval(index);
    this.#pending.set(index, fresh);
    return fresh;
  }

  #isPending({ worker, sequence }: DecodedSnapshot): boolean {
    return [...this.#pending.values()].some(
      ({ reported }) => reported.get(worker)?.includes(sequence) === true,
    );
  }

  #lastIndex(): number {
    return Math.max(-1, ...this.#pending.keys());
  }

  #hasPassed(worker: string, index: number): boolean {
    for (const [at, interval] of this.#pending)
      if (at >= index && interval.reported.has(worker)) return true;
    return false;
  }
}

const acknowledgementsOf = (interval: PendingInterval): Acknowledgement[] =>
  [...interval.reported].map(([worker, sequences]) => ({ worker, sequences }));
