// A worker that only pretends to measure: the real link, the real handshake, heartbeats and outbox, and
// snapshots that are made up. Hundreds of them fit into one process, as load for a master.
import { silentLogger } from "@gadfly/shared/logging/logger";
import { sharedNowMs, toProcessMs } from "@gadfly/shared/node/shared-clock";
import type { MasterMessage, MasterMessageOf } from "@gadfly/shared/protocol/master-message";
import { ClockSync } from "@gadfly/worker/link/clock-sync";
import { MasterLink } from "@gadfly/worker/link/master-link";
import { Outbox } from "@gadfly/worker/link/outbox";
import type { SnapshotMaker } from "./snapshot-maker.ts";
import { announcementsOf } from "./simulated-series.ts";

/** What a simulated worker is given. */
export interface SimulatedWorkerSettings {
  readonly url: string;
  readonly token: string;
  /** Its number, which is in its name too. */
  readonly number: number;
  readonly groups: number;
  readonly maker: SnapshotMaker;
  /** It is welcome. */
  joined(): void;
  /** The run has begun for it; milliseconds of this process's clock. */
  started(atMs: number): void;
  /** The link is over for good: null after a goodbye, otherwise why. */
  ended(trouble: string | null): void;
}

const redial = { firstWaitMs: 30_000, masterWaitMs: 30_000 };
const quickBeats = 3;
const quickBeatMs = 50;

/** What a run has told it. */
interface Share {
  readonly runId: string;
  readonly intervalMs: number;
  readonly users: number;
}

/** One simulated worker. */
export class SimulatedWorker {
  readonly #settings: SimulatedWorkerSettings;
  readonly #link: MasterLink;
  readonly #outbox = new Outbox();
  #clock = new ClockSync();
  #heartbeatMs = 1_000;
  #share: Share | null = null;
  #startedAtMs = 0;
  #interval = 0;
  #made = 0;
  #beat: NodeJS.Timeout | undefined;
  #cut: NodeJS.Timeout | undefined;
  /** Numbers of snapshots that the master has acknowledged, each as often as it did. */
  acknowledged = 0;
  /** Times that the link broke and was redialled. */
  partings = 0;

  constructor(settings: SimulatedWorkerSettings) {
    this.#settings = settings;
    const { url, token, number } = settings;
    this.#link = new MasterLink(
      { url, token, name: `simulated-${number}`, redial, logger: silentLogger },
      {
        joined: ({ message }) => {
          this.#heartbeatMs = message.heartbeatMs;
          this.#clock = new ClockSync();
          this.#sendHeartbeat(quickBeats);
          this.#flush(true);
          if (this.partings === 0) settings.joined();
        },
        message: (message) => this.#hear(message),
        parted: () => void this.partings++,
        ended: (end) => {
          this.#stop();
          settings.ended(end.kind === "goodbye" ? null : end.reason);
        },
      },
    );
  }

  /** Dials. */
  open(): void {
    this.#link.open();
  }

  /** True when the master has acknowledged everything. */
  get isDelivered(): boolean {
    return this.#outbox.isEmpty;
  }

  #hear(message: MasterMessage): void {
    switch (message.type) {
      case "pong":
        this.#clock.add(message.sentAtMs, message.masterAtMs, sharedNowMs());
        return;
      case "prepare":
        this.#prepare(message);
        return;
      case "start":
        this.#start(message);
        return;
      case "acknowledge":
        this.acknowledged += message.sequences.length;
        this.#outbox.acknowledge(message.sequences);
        this.#flush(false);
        return;
      case "stop":
        this.#stop();
        this.#snapshot(true);
        return;
      default:
    }
  }

  #prepare({ plan, shareUsers }: MasterMessageOf<"prepare">): void {
    const { runId, intervalMs } = plan;
    this.#share = { runId, intervalMs, users: shareUsers };
    const model = plan.request.model ?? "simulated";
    this.#link.send({ type: "prepared", runId, model, findings: [], posts: 0 });
  }

  #start({ atMasterMs }: MasterMessageOf<"start">): void {
    const offsetMs = this.#clock.estimate()?.offsetMs ?? 0;
    this.#startedAtMs = toProcessMs(atMasterMs - offsetMs);
    this.#announce();
    this.#arm();
    this.#settings.started(this.#startedAtMs);
  }

  #announce(): void {
    if (this.#share === null) return;
    const series = announcementsOf(this.#settings.groups);
    this.#link.send({ type: "series", runId: this.#share.runId, series });
  }

  #arm(): void {
    const atMs = this.#startedAtMs + (this.#interval + 1) * (this.#share?.intervalMs ?? 1_000);
    this.#cut = setTimeout(
      () => {
        this.#snapshot(false);
        this.#interval = Math.max(this.#interval + 1, this.#passed());
        this.#arm();
      },
      Math.max(0, atMs - performance.now()),
    );
  }

  #passed(): number {
    const elapsedMs = performance.now() - this.#startedAtMs;
    return Math.floor(elapsedMs / (this.#share?.intervalMs ?? 1_000));
  }

  #snapshot(isFinal: boolean): void {
    if (this.#share === null) return;
    const { runId, users } = this.#share;
    this.#outbox.add(
      this.#settings.maker.make({
        runId,
        worker: this.#settings.number,
        made: this.#made++,
        interval: this.#interval,
        users: isFinal ? 0 : users,
        isFinal,
      }),
    );
    this.#flush(false);
  }

  #flush(isNewLink: boolean): void {
    if (isNewLink && this.#made > 0) this.#announce();
    if (isNewLink) for (const snapshot of this.#outbox.unacknowledged()) this.#link.send(snapshot);
    if (this.#link.isJoined)
      for (const snapshot of this.#outbox.takeSendable()) this.#link.send(snapshot);
  }

  #sendHeartbeat(quickLeft: number): void {
    clearTimeout(this.#beat);
    this.#link.sendUrgent({
      type: "heartbeat",
      job: this.#share === null ? "idle" : "running",
      runId: this.#share?.runId ?? null,
      users: this.#share?.users ?? 0,
      inFlight: 0,
      started: 0,
      idle: false,
      cpu: 0.1,
      loopDelayP99Ms: 1,
      rssBytes: 100_000_000,
      clock: this.#clock.estimate(),
      sentAtMs: sharedNowMs(),
    });
    const delayMs = quickLeft > 0 ? quickBeatMs : this.#heartbeatMs;
    this.#beat = setTimeout(() => this.#sendHeartbeat(Math.max(0, quickLeft - 1)), delayMs);
  }

  #stop(): void {
    clearTimeout(this.#cut);
    if (this.#link.isJoined) return;
    clearTimeout(this.#beat);
  }
}
