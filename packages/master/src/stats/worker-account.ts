// What is known of one worker: its newest absolutes, its health over the run, whether it was lost.
import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import type { LedgerCounts } from "@gadfly/shared/protocol/fields";
import type { WorkerInterval } from "../journal/journal-record.ts";

const emptyLedger: LedgerCounts = {
  due: 0,
  started: 0,
  succeeded: 0,
  failed: 0,
  cancelled: 0,
  inFlight: 0,
  dropped: 0,
  waiting: 0,
};

/** Above this share of a core, every client's stamps degrade (perf measurements in docs). */
const busyCpu = 0.7;
const saturatedCpu = 0.9;

/** One worker of a run. */
export class WorkerAccount {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly loopDelay = new Histogram();
  ledger: LedgerCounts = emptyLedger;
  users = 0;
  peakUsers = 0;
  lostSnapshots = 0;
  isFinal = false;
  lost: { blindFromS: number } | null = null;
  hasReturned = false;
  clock: WorkerInterval["clock"] = null;
  /** The newest interval that was heard of; -1 before the first. */
  lastInterval = -1;
  intervals = 0;
  busyIntervals = 0;
  saturatedIntervals = 0;
  #cpuSum = 0;

  constructor(id: string, name: string, host: string) {
    this.id = id;
    this.name = name;
    this.host = host;
  }

  /** Takes one interval's row. Rows of late intervals never turn the absolutes back. */
  add(row: WorkerInterval, interval: number): void {
    if (interval >= this.lastInterval || row.final) this.#advance(row);
    this.lastInterval = Math.max(this.lastInterval, interval);
    addFrame(this.loopDelay, row.loopDelay);
    this.intervals++;
    this.#cpuSum += row.cpu;
    if (row.cpu > busyCpu) this.busyIntervals++;
    if (row.cpu > saturatedCpu) this.saturatedIntervals++;
  }

  /** Mean share of a core, or null before the first interval. */
  get cpu(): number | null {
    return this.intervals === 0 ? null : this.#cpuSum / this.intervals;
  }

  /** Requests whose end nobody will ever report: in flight in the last that was heard of it. */
  get lostRequests(): number {
    const isGone = this.lost !== null && !this.hasReturned && !this.isFinal;
    return isGone ? this.ledger.inFlight : 0;
  }

  #advance(row: WorkerInterval): void {
    if (this.isFinal) return;
    this.ledger = row.ledger;
    this.users = row.users;
    this.peakUsers = Math.max(this.peakUsers, row.peakUsers);
    this.clock = row.clock ?? this.clock;
    this.isFinal = row.final;
  }
}
