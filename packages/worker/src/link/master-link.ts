// The link to the master: dials, proves the token, keeps the heart beating, and redials.
// What is said over it is the job's business.
import { hostname, availableParallelism } from "node:os";
import { linkMachine, type LinkEvent, type LinkState } from "@gadfly/shared/lifecycle/link-machine";
import type { Logger } from "@gadfly/shared/logging/logger";
import { decodeMasterMessage } from "@gadfly/shared/protocol/codec";
import { closeCodes, closeReason } from "@gadfly/shared/protocol/close-codes";
import { maxFrameBytes } from "@gadfly/shared/protocol/limits";
import type { MasterMessage, MasterMessageOf } from "@gadfly/shared/protocol/master-message";
import { PartAssembler } from "@gadfly/shared/protocol/parts";
import type { WorkerMessage } from "@gadfly/shared/protocol/worker-message";
import { MessageSender } from "@gadfly/shared/node/message-sender";
import { wrapWebSocket, type MessageSocket } from "@gadfly/shared/node/message-socket";
import { formatDuration } from "@gadfly/shared/units/duration";
import { WebSocket } from "ws";
import { Handshake, type Identity, type Welcome } from "./handshake.ts";
import { isWordDue, nextDialDelayMs, type RedialSettings } from "./redial-policy.ts";

/** Why a link is over for good. */
export type LinkEnd =
  | { readonly kind: "goodbye"; readonly reason: string }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "gaveUp"; readonly reason: string; readonly waitedMs: number };

/** What the owner of the link is told. */
export interface LinkListener {
  joined(welcome: Welcome): void;
  message(message: MasterMessage): void;
  /** The link is down; it is being redialled. */
  parted(): void;
  ended(end: LinkEnd): void;
}

/** Settings of the link. */
export interface LinkSettings {
  readonly url: string;
  readonly token: string;
  readonly name: string;
  readonly redial: RedialSettings;
  readonly logger: Logger;
}

const handshakeTimeoutMs = 5_000;

/** The worker's end of the link. */
export class MasterLink {
  readonly #settings: LinkSettings;
  readonly #listener: LinkListener;
  #state: LinkState = "disconnected";
  #resume: Identity["resume"] = null;
  #sender: MessageSender | null = null;
  #socket: MessageSocket | null = null;
  #timer: NodeJS.Timeout | undefined;
  #waitingSinceMs = performance.now();
  /** How long it had waited when it last said so. */
  #saidMs = 0;
  #attempt = 0;
  #lastTrouble = "not tried yet";

  constructor(settings: LinkSettings, listener: LinkListener) {
    this.#settings = settings;
    this.#listener = listener;
  }

  /** True while messages reach the master. */
  get isJoined(): boolean {
    return this.#state === "joined";
  }

  /** Begins to dial. */
  open(): void {
    this.#dial();
  }

  /** In order, behind other queued messages; nothing happens while the link is down. */
  send(message: WorkerMessage): void {
    if (this.isJoined) this.#sender?.send(message);
  }

  /** Before everything that is queued. */
  sendUrgent(message: WorkerMessage): void {
    if (this.isJoined) this.#sender?.sendUrgent(message);
  }

  /** Drops a link that is silent and dials anew: a half-open one would never close by itself. */
  redialSilent(): void {
    if (this.isJoined) this.#socket?.terminate();
  }

  /** Leaves: no redial, no further events. */
  close(reason: string): void {
    if (linkMachine.isFinal(this.#state)) return;
    this.#sender?.sendUrgent({ type: "goodbye", reason });
    this.#step("leaving");
    clearTimeout(this.#timer);
    this.#socket?.close(closeCodes.goodbye, closeReason(reason));
  }

  #dial(): void {
    this.#step("dialled");
    const socket = new WebSocket(this.#settings.url, {
      maxPayload: maxFrameBytes,
      perMessageDeflate: false,
      handshakeTimeout: handshakeTimeoutMs,
    });
    const parts = new PartAssembler();
    const handshake = new Handshake(this.#settings.token, this.#identity());
    const wrapped = wrapWebSocket(socket, {
      frame: (frame) => this.#frame(frame, handshake, parts),
      closed: (code, reason) => this.#closed(code, reason),
    });
    this.#socket = wrapped;
    socket.once("open", () => {
      this.#step("opened");
      this.#sender = new MessageSender(wrapped);
      this.#sender.sendUrgent(handshake.hello());
      this.#timer = setTimeout(() => wrapped.terminate(), handshakeTimeoutMs);
    });
  }

  #identity(): Identity {
    return {
      name: this.#settings.name,
      host: hostname(),
      pid: process.pid,
      cpus: availableParallelism(),
      resume: this.#resume,
    };
  }

  #frame(frame: Uint8Array, handshake: Handshake, parts: PartAssembler): void {
    const decoded = decodeMasterMessage(frame);
    if (!decoded.ok) {
      this.#fail(closeCodes.malformed, decoded.error);
      return;
    }
    const message = decoded.value;
    // Before the welcome nobody may make us keep megabytes: a part is as out of place as any other.
    if (!this.isJoined) this.#greet(message, handshake);
    else if (message.type === "part") {
      const whole = parts.add(message);
      if (!whole.ok) this.#fail(closeCodes.malformed, whole.error);
      else if (whole.value !== null) this.#frame(whole.value, handshake, parts);
    } else this.#message(message);
  }

  #greet(message: MasterMessage, handshake: Handshake): void {
    switch (message.type) {
      case "challenge": {
        const proof = handshake.answer(message);
        if (proof.ok) this.#sender?.sendUrgent(proof.value);
        else this.#refuse(proof.error);
        return;
      }
      case "welcome":
        this.#welcome(message, handshake);
        return;
      case "refused":
        this.#end("refusalReceived", { kind: "refused", reason: message.text });
        this.#socket?.close(closeCodes.goodbye, "refused");
        return;
      default:
        this.#fail(closeCodes.malformed, `${message.type} came before the welcome`);
    }
  }

  #welcome(message: MasterMessageOf<"welcome">, handshake: Handshake): void {
    const welcome = handshake.accept(message);
    if (!welcome.ok) {
      this.#refuse(welcome.error);
      return;
    }
    clearTimeout(this.#timer);
    this.#step("welcomed");
    this.#attempt = 0;
    this.#resume = { workerId: message.workerId, secret: welcome.value.resumeSecret };
    this.#listener.joined(welcome.value);
  }

  #message(message: MasterMessage): void {
    if (message.type === "goodbye") {
      this.#settings.logger.info(`The master ended: ${message.reason}`);
      this.#end("goodbyeReceived", { kind: "goodbye", reason: message.reason });
      this.#socket?.close(closeCodes.goodbye, "goodbye");
    } else this.#listener.message(message);
  }

  /** This master is not ours: say so there and here, and do not come back. */
  #refuse(reason: string): void {
    this.#end("refusalReceived", { kind: "refused", reason });
    this.#socket?.close(closeCodes.refused, closeReason(reason));
  }

  #fail(code: number, reason: string): void {
    this.#lastTrouble = reason;
    this.#settings.logger.warn(`Closed the link to the master: ${reason}`);
    this.#socket?.close(code, closeReason(reason));
  }

  #closed(code: number, reason: string): void {
    clearTimeout(this.#timer);
    if (linkMachine.isFinal(this.#state)) return;
    const wasJoined = this.isJoined;
    this.#lastTrouble = reason === "" ? `closed with code ${code}` : reason;
    this.#step("closed");
    this.#sender = null;
    if (wasJoined) {
      this.#waitingSinceMs = performance.now();
      this.#saidMs = 0;
      this.#settings.logger.warn(`Lost the master: ${this.#lastTrouble}; looking for it`);
      this.#listener.parted();
    }
    this.#redial();
  }

  #redial(): void {
    const { firstWaitMs, masterWaitMs } = this.#settings.redial;
    const waitedMs = performance.now() - this.#waitingSinceMs;
    const limitMs = this.#resume === null ? firstWaitMs : masterWaitMs;
    this.#speakOfWait(waitedMs);
    const delayMs = nextDialDelayMs(this.#attempt++, waitedMs, limitMs, Math.random());
    if (delayMs === null)
      this.#end("gaveUp", { kind: "gaveUp", reason: this.#lastTrouble, waitedMs });
    else this.#timer = setTimeout(() => this.#dial(), delayMs);
  }

  #speakOfWait(waitedMs: number): void {
    if (!isWordDue(waitedMs, this.#saidMs)) return;
    this.#saidMs = waitedMs;
    const { url, logger } = this.#settings;
    const waited = formatDuration(Math.round(waitedMs / 1000) * 1000);
    logger.info(
      `No master at ${new URL(url).host} for ${waited}: ${this.#lastTrouble}; still looking`,
    );
  }

  #end(event: LinkEvent, end: LinkEnd): void {
    this.#step(event);
    clearTimeout(this.#timer);
    this.#listener.ended(end);
  }

  #step(event: LinkEvent): void {
    const next = linkMachine.next(this.#state, event);
    if (next === null) {
      this.#settings.logger.debug(`link: ${event} means nothing in ${this.#state}`);
      return;
    }
    this.#settings.logger.debug(`link: ${this.#state} → ${next} (${event})`);
    this.#state = next;
  }
}
