// What is known of one worker: its newest absolutes, its health over the run, whether it was lost.
import { addFrame } from "@gadfly/shared/metrics/hdr-codec";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import type { LedgerCounts } from "@gadfly/shared/protocol/fields";
import type { WorkerInterval } from "../journal/journal-record.ts";
import { RecentWork } from "./recent-work.ts";
import { verdictLimits } from "./verdict-limits.ts";

/** The account of who has done nothing. */
export const emptyLedger: LedgerCounts = {
  due: 0,
  started: 0,
  succeeded: 0,
  failed: 0,
  cancelled: 0,
  inFlight: 0,
  dropped: 0,
  waiting: 0,
};

/** From its loss to its return, in seconds after the start; null: it is still away. */
interface Absence {
  readonly fromS: number;
  toS: number | null;
}

/** One worker of a run. */
export class WorkerAccount {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly loopDelay = new Histogram();
  readonly recent = new RecentWork();
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
  /** All but the last one of a run: that is short, and full of clearing up. */
  wholeIntervals = 0;
  /** Whole intervals above the CPU limits of the verdict. */
  readonly busyIntervals = { SUSPECT: 0, INVALID: 0 };
  readonly #absences: Absence[] = [];
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
    this.recent.add(row, interval);
    addFrame(this.loopDelay, row.loopDelay);
    this.intervals++;
    this.#cpuSum += row.cpu;
    if (!row.final) this.#judgeCpu(row.cpu);
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

  /** It was lost, came back, and has reported everything: nothing about it is unknown. */
  get isRecovered(): boolean {
    return this.hasReturned && this.isFinal && this.lostSnapshots === 0;
  }

  /** The verdict is on what is measured from here on. */
  forgetHealth(): void {
    this.loopDelay.reset();
    this.intervals = 0;
    this.wholeIntervals = 0;
    this.busyIntervals.SUSPECT = 0;
    this.busyIntervals.INVALID = 0;
    this.#cpuSum = 0;
  }

  /** It is lost at `t`: its users are others' from now on. */
  lose(t: number, blindFromS: number): void {
    this.lost = { blindFromS };
    this.hasReturned = false;
    this.users = 0;
    this.#absences.push({ fromS: t, toS: null });
  }

  /** It is back at `t`. */
  return(t: number): void {
    this.hasReturned = true;
    const last = this.#absences.at(-1);
    if (last !== undefined) last.toS ??= t;
  }

  /** At `t`, others ran its users, whatever it thought. */
  isAwayAt(t: number): boolean {
    return this.#absences.some(({ fromS, toS }) => t >= fromS && (toS === null || t < toS));
  }

  #judgeCpu(cpu: number): void {
    this.wholeIntervals++;
    if (cpu > verdictLimits.cpu.SUSPECT.core) this.busyIntervals.SUSPECT++;
    if (cpu > verdictLimits.cpu.INVALID.core) this.busyIntervals.INVALID++;
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
