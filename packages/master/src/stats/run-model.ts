// The state of a run as its records tell it: a fold. The live view, the summary and the report all
// read this, whether the records come from workers or from a file.
import { failureKey } from "@gadfly/shared/errors/failure-shape";
import type { ErrorCount } from "@gadfly/shared/protocol/worker-message";
import type {
  AskedUsers,
  HealthAfter,
  PreflightFinding,
  RunTrouble,
} from "@gadfly/shared/result/result-account";
import type { EventRow } from "@gadfly/shared/result/result-rows";
import type { EndReason } from "@gadfly/shared/result/result-schema";
import type { IntervalRecord, JournalRecord, JournalRecordOf } from "../journal/journal-record.ts";
import { ClientHealth } from "./client-health.ts";
import { SeriesStore, type SeriesInfo } from "./series-store.ts";
import { Timeline } from "./timeline.ts";
import { WorkerAccount } from "./worker-account.ts";

/** A stretch of the run with statistics of its own. */
export interface Window {
  readonly name: "all" | "steady" | "warmup";
  readonly store: SeriesStore;
  fromS: number;
  toS: number;
}

/** Everything the records have said so far. */
export class RunModel {
  readonly open: JournalRecordOf<"open">;
  readonly infos = new Map<number, SeriesInfo>();
  readonly workers = new Map<string, WorkerAccount>();
  readonly timeline: Timeline;
  readonly client = new ClientHealth();
  readonly errors = new Map<string, ErrorCount>();
  readonly warnings = new Map<string, number>();
  readonly events: EventRow[] = [];
  readonly findings: PreflightFinding[] = [];
  readonly mismatches: JournalRecordOf<"mismatch">[] = [];
  readonly responses: JournalRecordOf<"response">[] = [];
  readonly all: Window;
  readonly steady: Window;
  readonly warmup: Window;
  startedAt: string;
  model: string | null;
  /** The server and the API, once a worker has found out what was not given. */
  provider: string;
  endpoint: string | null;
  healthAfter: HealthAfter | null = null;
  posts = 0;
  refusedSnapshots = 0;
  coalesced = 0;
  tokenSources = { usage: 0, events: 0 };
  /** Requests written one by one, and those that were not. */
  readonly records = { written: 0, dropped: 0 };
  /** When no new request was started any more, seconds after the start. */
  stoppedAtS: number | null = null;
  /** When the last running request had ended. */
  drainedAtS: number | null = null;
  end: { reason: EndReason; exitCode: number; t: number; trouble: RunTrouble | null } | null = null;
  /** First end of a ramp, seconds after the start. */
  firstRampedS: number | null = null;
  /** Users asked for in the course of the run. */
  readonly users: AskedUsers;
  /** Whether a ramp is over and no other has begun since. */
  #isSteady = false;

  constructor(open: JournalRecordOf<"open">) {
    this.open = open;
    this.startedAt = open.startedAt;
    const { model, provider, endpoint } = open.plan.request;
    this.model = model;
    this.provider = provider;
    this.endpoint = endpoint;
    const { users } = open.plan.load;
    this.users = { start: users, last: users, most: users, changes: 0 };
    this.timeline = new Timeline(open.plan.intervalMs, this.infos);
    this.all = this.#window("all");
    this.steady = this.#window("steady");
    this.warmup = this.#window("warmup");
  }

  /** Takes the next record. */
  apply(record: JournalRecord): void {
    switch (record.type) {
      case "open":
        return;
      case "start":
        this.startedAt = record.startedAt;
        return;
      case "worker":
        this.workers.set(record.id, new WorkerAccount(record.id, record.name, record.host));
        return;
      case "preflight":
        this.#addPreflight(record);
        return;
      case "series":
        this.infos.set(record.id, { metric: record.metric, labels: record.labels });
        return;
      case "interval":
      case "amend":
        this.#addInterval(record);
        return;
      case "response":
        this.responses.push(record);
        return;
      case "health":
        this.healthAfter = { worker: this.#nameOf(record.worker), ...record.health };
        return;
      default:
        this.#applyIncident(record);
    }
  }

  /** Seconds of the window that rates are taken over. */
  get measuredS(): number {
    return Math.max(0, this.elapsedS - this.all.fromS);
  }

  /**
   * Seconds from the start to the end of the load, or to the last interval while it runs. With a
   * stop timeout, requests that end while draining count, and so does their time.
   */
  get elapsedS(): number {
    const drained = this.open.plan.stopTimeoutMs > 0 ? this.drainedAtS : null;
    // A run may be stopped between its start message and its time zero.
    return Math.max(0, drained ?? this.stoppedAtS ?? this.timeline.rows.at(-1)?.t ?? 0);
  }

  #applyIncident(
    record: Exclude<
      JournalRecord,
      {
        type:
          | "open"
          | "start"
          | "worker"
          | "preflight"
          | "series"
          | "interval"
          | "amend"
          | "response"
          | "health";
      }
    >,
  ): void {
    switch (record.type) {
      case "event":
        this.#addEvent(record);
        return;
      case "phase":
        this.#enterPhase(record);
        return;
      case "reset":
        this.#reset(record.t);
        return;
      case "lost":
        this.#lose(record);
        return;
      case "returned":
        this.workers.get(record.worker)?.return(record.t);
        return;
      case "mismatch":
        this.mismatches.push(record);
        return;
      case "missing":
        this.#miss(record);
        return;
      case "refused":
        this.refusedSnapshots += record.count;
        return;
      case "end":
        this.#endWith(record);
    }
  }

  #endWith({ endReason: reason, exitCode, t, trouble }: JournalRecordOf<"end">): void {
    this.end = { reason, exitCode, t, trouble: trouble ?? null };
  }

  #window(name: Window["name"]): Window {
    return { name, store: new SeriesStore(this.infos), fromS: 0, toS: 0 };
  }

  #addPreflight(record: JournalRecordOf<"preflight">): void {
    this.posts += record.posts;
    this.model = record.model;
    this.provider = record.provider ?? this.provider;
    this.endpoint = record.endpoint ?? this.endpoint;
    const name = this.#nameOf(record.worker);
    for (const finding of record.findings) {
      const { code, text } = finding;
      if (!this.findings.some((known) => known.code === code && known.text === text))
        this.findings.push({ ...finding, worker: name });
    }
  }

  #nameOf(worker: string): string {
    return this.workers.get(worker)?.name ?? worker;
  }

  #addInterval(record: Omit<IntervalRecord, "type">): void {
    const endsAtS = this.#startOf(record.index + 1);
    this.timeline.add(record, (id) => this.workers.get(id)?.isAwayAt(endsAtS) === true);
    const windows = this.#windowsOf(record.index);
    for (const window of windows) {
      window.toS = Math.max(window.toS, this.#startOf(record.index + 1));
      for (const { id, frame } of record.histograms) window.store.addHistogram(id, frame);
      for (const { id, delta } of record.counters) window.store.addCounter(id, delta);
    }
    for (const row of record.workers) {
      this.workers.get(row.worker)?.add(row, record.index);
      this.client.add(row);
    }
    this.records.written += record.records?.written ?? 0;
    this.records.dropped += record.records?.dropped ?? 0;
    if (windows.includes(this.all)) this.#addCounts(record);
  }

  /** When an interval begins, in seconds after the start. */
  #startOf(index: number): number {
    return (index * this.open.plan.intervalMs) / 1000;
  }

  /** When the first whole interval at or after `t` begins: intervals count whole. */
  #nextStartFrom(t: number): number {
    return this.#startOf(Math.ceil(Math.round(t * 1000) / this.open.plan.intervalMs));
  }

  #addCounts(record: Omit<IntervalRecord, "type">): void {
    this.coalesced += record.coalesced;
    this.tokenSources.usage += record.tokenSources.usage;
    this.tokenSources.events += record.tokenSources.events;
    for (const error of record.errors) this.#addError(error);
    for (const { code, count } of record.warnings)
      this.warnings.set(code, (this.warnings.get(code) ?? 0) + count);
  }

  #addError(error: ErrorCount): void {
    const key = failureKey(error.kind, error.message);
    const before = this.errors.get(key);
    const firstSeenMs = Math.min(before?.firstSeenMs ?? Infinity, error.firstSeenMs);
    const lastSeenMs = Math.max(before?.lastSeenMs ?? 0, error.lastSeenMs);
    const count = (before?.count ?? 0) + error.count;
    this.errors.set(key, { ...(before ?? error), firstSeenMs, lastSeenMs, count });
  }

  /** An interval belongs to the steady window when all of it lies between the last ramp and the stop. */
  #windowsOf(index: number): Window[] {
    const fromS = this.#startOf(index);
    const all = fromS >= this.all.fromS ? [this.all] : [];
    if (!this.#isSteady || fromS < this.steady.fromS) return [...all, this.warmup];
    if (this.stoppedAtS !== null && this.#startOf(index + 1) > this.stoppedAtS) return all;
    return [...all, this.steady];
  }

  #addEvent(record: JournalRecordOf<"event">): void {
    const worker = record.worker === undefined ? undefined : this.workers.get(record.worker)?.name;
    const { type: _type, worker: _id, ...row } = record;
    this.events.push(worker === undefined ? row : { ...row, worker });
    if (record.kind === "loadChanged") this.#changeLoad(record);
  }

  /** Users come or go again; older journals say so in words alone. */
  #changeLoad({ users, spawnRate }: JournalRecordOf<"event">): void {
    if (users !== undefined) {
      this.users.last = users;
      this.users.most = Math.max(this.users.most, users);
      this.users.changes++;
    }
    if (users !== undefined || spawnRate === undefined) this.#leaveSteady();
  }

  /** What was steady until now lies before a ramp, as all before it. */
  #leaveSteady(): void {
    this.#isSteady = false;
    this.warmup.store.addAll(this.steady.store);
    this.steady.store.clear();
    this.steady.fromS = 0;
    this.steady.toS = 0;
  }

  #enterPhase(record: JournalRecordOf<"phase">): void {
    if (record.phase === "running" && !this.#isSteady) {
      this.#isSteady = true;
      this.firstRampedS ??= record.t;
      this.steady.fromS = this.#nextStartFrom(record.t);
    }
    if (record.phase === "stopping") this.stoppedAtS = record.t;
    if (record.phase === "drained") this.drainedAtS = record.t;
  }

  #reset(t: number): void {
    this.all.store.clear();
    this.all.fromS = this.#nextStartFrom(t);
    this.errors.clear();
    this.warnings.clear();
    this.coalesced = 0;
    this.tokenSources = { usage: 0, events: 0 };
    for (const worker of this.workers.values()) worker.forgetHealth();
  }

  #lose({ worker, t, blindFromS }: JournalRecordOf<"lost">): void {
    this.workers.get(worker)?.lose(t, blindFromS);
  }

  #miss({ worker, count }: JournalRecordOf<"missing">): void {
    const account = this.workers.get(worker);
    if (account !== undefined) account.lostSnapshots = count;
  }
}

/** Folds a whole journal; null when it does not begin with its open record. */
export const foldRecords = (records: readonly JournalRecord[]): RunModel | null => {
  const [first, ...rest] = records;
  if (first?.type !== "open") return null;
  const model = new RunModel(first);
  for (const record of rest) model.apply(record);
  return model;
};
