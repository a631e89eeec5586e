// One socket of a worker: handshake, decoding, and one sentence for everything that goes wrong.
import { decodeWorkerMessage } from "@gadfly/shared/protocol/codec";
import { closeCodes, closeReason } from "@gadfly/shared/protocol/close-codes";
import type { MasterMessage } from "@gadfly/shared/protocol/master-message";
import { PartAssembler } from "@gadfly/shared/protocol/parts";
import type { WorkerMessage } from "@gadfly/shared/protocol/worker-message";
import type { Logger } from "@gadfly/shared/logging/logger";
import { MessageSender } from "@gadfly/shared/node/message-sender";
import type { MessageSocket } from "@gadfly/shared/node/message-socket";
import { advanceHandshake, type HandshakeAction, type HandshakeState } from "./handshake.ts";
import type { WorkerLink } from "./worker-entry.ts";

/** What a session needs from the hub. */
export interface SessionDeps {
  readonly token: string;
  readonly logger: Logger;
  /** The address that called, for the log. */
  readonly peer: string;
  /** The token is proven: says who it is, and sends the welcome over `sender`. */
  admit(
    action: Extract<HandshakeAction, { kind: "admit" }>,
    link: Omit<WorkerLink, "seal">,
  ): SessionOwner;
}

/** Who receives the messages of an admitted session. */
export interface SessionOwner {
  message(message: WorkerMessage): void;
  closed(reason: string): void;
}

/** A stranger may hold a socket for so long. */
const handshakeTimeoutMs = 10_000;

/** One worker socket. */
export class WorkerSession {
  readonly #deps: SessionDeps;
  readonly #socket: MessageSocket;
  readonly #sender: MessageSender;
  readonly #parts = new PartAssembler();
  #state: HandshakeState = { step: "awaitingHello" };
  #owner: SessionOwner | null = null;
  /** We have closed it and said why; the echo of that is no news. */
  #isOver = false;
  readonly #deadline: NodeJS.Timeout;

  constructor(deps: SessionDeps, socket: MessageSocket) {
    this.#deps = deps;
    this.#socket = socket;
    this.#sender = new MessageSender(socket);
    this.#deadline = setTimeout(() => {
      this.#fail("no proof of the token came within 10 s", closeCodes.silent);
    }, handshakeTimeoutMs);
  }

  /** A frame came. */
  frame(frame: Uint8Array): void {
    const decoded = decodeWorkerMessage(frame);
    if (!decoded.ok) this.#fail(decoded.error);
    else if (decoded.value.type === "part") this.#part(decoded.value);
    else this.#message(decoded.value);
  }

  /** The socket is closed. */
  closed(code: number, reason: string): void {
    clearTimeout(this.#deadline);
    const text = reason === "" ? `closed with code ${code}` : reason;
    this.#owner?.closed(text);
    // A plain close has no reason, and a goodbye was logged when it was said.
    if (this.#isOver || reason === "" || code === closeCodes.goodbye) return;
    this.#deps.logger.warn(`The link of ${this.#deps.peer} was closed: ${text}`);
  }

  #part(part: Extract<WorkerMessage, { type: "part" }>): void {
    // Before the token is proven nobody may make us keep megabytes.
    if (this.#owner === null) {
      this.#fail("parts are not allowed before the welcome");
      return;
    }
    const whole = this.#parts.add(part);
    if (!whole.ok) this.#fail(whole.error);
    else if (whole.value !== null) this.frame(whole.value);
  }

  #message(message: WorkerMessage): void {
    if (this.#owner !== null) {
      this.#owner.message(message);
      return;
    }
    const action = advanceHandshake(this.#state, message, this.#deps.token);
    switch (action.kind) {
      case "answer":
        this.#state = action.state;
        this.#sender.sendUrgent(action.message);
        return;
      case "refuse":
        this.#refuse(action.code, action.text);
        return;
      case "admit":
        clearTimeout(this.#deadline);
        this.#owner = this.#deps.admit(action, {
          send: (outgoing: MasterMessage) => this.#sender.send(outgoing),
          sendUrgent: (outgoing: MasterMessage) => this.#sender.sendUrgent(outgoing),
          close: (code, reason) => this.#close(code, reason),
        });
    }
  }

  #refuse(code: string, text: string): void {
    this.#deps.logger.warn(`Refused a worker at ${this.#deps.peer}: ${text}`);
    this.#sender.sendUrgent({ type: "refused", code, text });
    this.#close(closeCodes.refused, text);
  }

  #fail(text: string, code: number = closeCodes.malformed): void {
    this.#deps.logger.warn(`Closed the link of ${this.#deps.peer}: ${text}`);
    this.#close(code, text);
  }

  #close(code: number, text: string): void {
    this.#isOver = true;
    clearTimeout(this.#deadline);
    this.#socket.close(code, closeReason(text));
  }
}
