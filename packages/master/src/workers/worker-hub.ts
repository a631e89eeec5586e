// All links of all workers: admits, resumes, answers heartbeats, and watches who is alive.
import { randomBytes } from "node:crypto";
import { elapsedEvent, livenessDeadlines } from "@gadfly/shared/lifecycle/lease";
import { livenessMachine, type LivenessEvent } from "@gadfly/shared/lifecycle/liveness-machine";
import type { Logger } from "@gadfly/shared/logging/logger";
import { closeCodes } from "@gadfly/shared/protocol/close-codes";
import type { WorkerMessage } from "@gadfly/shared/protocol/worker-message";
import type { MessageSocket, SocketHandlers } from "@gadfly/shared/node/message-socket";
import { deriveLinkKey, seal } from "@gadfly/shared/node/seal";
import { toSharedMs } from "@gadfly/shared/node/shared-clock";
import { createProof, isSameProof } from "@gadfly/shared/node/token-proof";
import type { HandshakeAction } from "./handshake.ts";
import type { HubListener, WorkerEntry, WorkerLink } from "./worker-entry.ts";
import { WorkerRegistry } from "./worker-registry.ts";
import { WorkerSession, type SessionOwner } from "./worker-session.ts";

type Admission = Extract<HandshakeAction, { kind: "admit" }>;

/** Settings of the hub. */
export interface HubSettings {
  readonly token: string;
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  readonly logger: Logger;
}

const watchPeriodMs = 200;

/** All workers of a master. */
export class WorkerHub {
  readonly #settings: HubSettings;
  readonly #listener: HubListener;
  readonly #registry: WorkerRegistry;
  readonly #watch: NodeJS.Timeout;
  /** Why this master says goodbye, once it does. */
  #goodbye: string | null = null;

  constructor(settings: HubSettings, listener: HubListener) {
    this.#settings = settings;
    this.#listener = listener;
    this.#registry = new WorkerRegistry({
      workerId: () => randomBytes(8).toString("hex"),
      secret: () => Uint8Array.from(randomBytes(32)),
    });
    this.#watch = setInterval(() => this.#check(performance.now()), watchPeriodMs);
  }

  /** All workers that ever joined. */
  get workers(): readonly WorkerEntry[] {
    return this.#registry.all();
  }

  /** Takes a socket that has just been accepted. */
  accept(peer: string, wrap: (handlers: SocketHandlers) => MessageSocket): void {
    const { token, logger } = this.#settings;
    const session: { current: WorkerSession | null } = { current: null };
    const socket = wrap({
      frame: (frame) => session.current?.frame(frame),
      closed: (code, reason) => session.current?.closed(code, reason),
    });
    session.current = new WorkerSession(
      { token, logger, peer, admit: (action, link) => this.#admit(action, link) },
      socket,
    );
  }

  /** A child of ours has exited: it is gone at once, without waiting for its lease. */
  processExited(pid: number): void {
    for (const worker of this.#registry.all()) if (worker.pid === pid) this.#live(worker, "exited");
  }

  /** Says goodbye to everybody. */
  goodbye(reason: string): void {
    this.#goodbye = reason;
    for (const { link } of this.#registry.all()) link?.send({ type: "goodbye", reason });
  }

  /** Stops watching and closes all links. */
  close(): void {
    clearInterval(this.#watch);
    for (const { link } of this.#registry.all()) link?.close(closeCodes.goodbye, "goodbye");
  }

  #admit(action: Admission, bare: Omit<WorkerLink, "seal">): SessionOwner {
    const known = this.#findResumed(action);
    const worker = known ?? this.#registry.admit(action.hello, performance.now());
    const wasLost = worker.liveness === "lost";
    const key = deriveLinkKey(this.#settings.token, action.nonces, worker.id);
    const link: WorkerLink = { ...bare, seal: (plain) => seal(key, plain) };
    worker.link?.close(closeCodes.replaced, "a newer link of the same worker replaced this one");
    worker.link = link;
    worker.answeredAtMs = performance.now();
    worker.lastFrameAtMs = worker.answeredAtMs;
    this.#welcome(worker, action, known !== null);
    this.#live(worker, "frameReceived");
    // One who comes as we leave would take the closing of the link for a loss, and look for us.
    if (this.#goodbye !== null) link.send({ type: "goodbye", reason: this.#goodbye });
    else if (known === null) this.#listener.joined(worker);
    else this.#listener.resumed(worker, wasLost);
    return {
      message: (message) => this.#message(worker, link, message),
      closed: (reason) => this.#closed(worker, link, reason),
    };
  }

  #welcome(worker: WorkerEntry, action: Admission, resumed: boolean): void {
    const { token, heartbeatMs, leaseMs } = this.#settings;
    worker.link?.sendUrgent({
      type: "welcome",
      workerId: worker.id,
      name: worker.name,
      proof: createProof(token, "master", action.nonces),
      resumeSecret: worker.link.seal(worker.resumeSecret),
      heartbeatMs,
      leaseMs,
      resumed,
    });
  }

  #findResumed({ hello, nonces, resumeProof }: Admission): WorkerEntry | null {
    const worker = hello.resume === null ? null : this.#registry.find(hello.resume);
    if (worker === null || resumeProof === null || worker.liveness === "left") return null;
    const expected = createProof(worker.resumeSecret, "resume", nonces);
    return isSameProof(expected, resumeProof) ? worker : null;
  }

  #message(worker: WorkerEntry, link: WorkerLink, message: WorkerMessage): void {
    if (worker.link !== link) return;
    worker.lastFrameAtMs = performance.now();
    this.#live(worker, "frameReceived");
    if (message.type === "heartbeat") this.#answer(worker, link, message);
    if (message.type === "goodbye") this.#leave(worker, message.reason);
    else this.#listener.message(worker, message);
  }

  #answer(
    worker: WorkerEntry,
    link: WorkerLink,
    heartbeat: NonNullable<WorkerEntry["heartbeat"]>,
  ): void {
    worker.heartbeat = heartbeat;
    worker.answeredAtMs = performance.now();
    link.sendUrgent({
      type: "pong",
      sentAtMs: heartbeat.sentAtMs,
      masterAtMs: toSharedMs(worker.answeredAtMs),
    });
  }

  #leave(worker: WorkerEntry, reason: string): void {
    this.#live(worker, "goodbye");
    worker.link = null;
    this.#listener.left(worker, reason);
  }

  #closed(worker: WorkerEntry, link: WorkerLink, reason: string): void {
    if (worker.link !== link) return;
    worker.link = null;
    this.#settings.logger.debug(`The link of ${worker.name} is closed: ${reason}`);
    this.#live(worker, "closed");
  }

  #check(nowMs: number): void {
    for (const worker of this.#registry.all()) {
      const event = elapsedEvent(livenessDeadlines(worker, this.#settings.leaseMs), nowMs);
      if (event !== null) this.#live(worker, event);
    }
  }

  #live(worker: WorkerEntry, event: LivenessEvent): void {
    const before = worker.liveness;
    worker.liveness = livenessMachine.next(before, event) ?? before;
    if (worker.liveness === before) return;
    this.#settings.logger.debug(`${worker.name}: ${before} → ${worker.liveness} (${event})`);
    if (worker.liveness === "silent") this.#listener.silent(worker);
    if (worker.liveness !== "lost") return;
    // It must dial again and be told anew what is its own: a link that comes back to life by itself
    // would bring back a share that others run by now.
    worker.link?.close(closeCodes.silent, "no heartbeat within the lease");
    worker.link = null;
    this.#listener.lost(worker);
  }
}
