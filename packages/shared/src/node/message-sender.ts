// Sends messages over a socket: urgent ones at once, the rest in parts of at most 64 KB, one at a
// time, so that a heartbeat waits behind one part and never behind a whole snapshot or plan.
import { encodeMessage } from "../protocol/codec.ts";
import { maxPartBytes } from "../protocol/limits.ts";
import type { MasterMessage } from "../protocol/master-message.ts";
import { cutIntoParts } from "../protocol/parts.ts";
import type { WorkerMessage } from "../protocol/worker-message.ts";
import type { MessageSocket } from "./message-socket.ts";

type Message = WorkerMessage | MasterMessage;

/** The outgoing half of a link. */
export class MessageSender {
  readonly #socket: MessageSocket;
  readonly #queue: Uint8Array[] = [];
  #isWriting = false;
  #nextPartId = 0;

  constructor(socket: MessageSocket) {
    this.#socket = socket;
  }

  /** For heartbeats, their answers and the handshake: goes before everything queued. */
  sendUrgent(message: Message): void {
    this.#socket.send(encodeMessage(message));
  }

  /** In order with other queued messages. */
  send(message: Message): void {
    const encoded = encodeMessage(message);
    if (encoded.length <= maxPartBytes) this.#queue.push(encoded);
    else
      for (const part of cutIntoParts(encoded, this.#nextPartId++))
        this.#queue.push(encodeMessage(part));
    this.#pump();
  }

  #pump(): void {
    if (this.#isWriting) return;
    const frame = this.#queue.shift();
    if (frame === undefined) return;
    this.#isWriting = true;
    this.#socket.send(frame, () => {
      this.#isWriting = false;
      this.#pump();
    });
  }
}
