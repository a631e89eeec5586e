// A worker made by hand: sends whatever a test wants, says nothing by itself, keeps what comes.

import { once } from "node:events";
import { decodeMasterMessage, encodeMessage } from "@gadfly/shared/protocol/codec";
import type { MasterMessage, MasterMessageOf } from "@gadfly/shared/protocol/master-message";
import type { WorkerMessage, WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";
import { createNonce, createProof } from "@gadfly/shared/node/token-proof";
import { WebSocket } from "ws";
import { workerExamples } from "./protocol-examples.ts";
import { waitUntil } from "./wait-until.ts";

/** How its connection was closed. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** A worker made by hand. */
export class HandWorker {
  readonly received: MasterMessage[] = [];
  readonly hello: WorkerMessageOf<"hello">;
  readonly socket: WebSocket;
  #closing: Closing | null = null;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.hello = { ...workerExamples.hello, name: "by-hand", nonce: createNonce(), resume: null };
    socket.on("message", (data: Buffer) => {
      const decoded = decodeMasterMessage(data);
      if (!decoded.ok) throw new Error(decoded.error);
      this.received.push(decoded.value);
    });
    socket.on("error", () => {});
    socket.once("close", (code, reason) => (this.#closing = { code, reason: reason.toString() }));
  }

  /** Connects, and says nothing yet. */
  static async dial(url: string): Promise<HandWorker> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const worker = new HandWorker(socket);
    await once(socket, "open");
    return worker;
  }

  send(message: WorkerMessage): void {
    this.sendBytes(encodeMessage(message));
  }

  sendBytes(frame: Uint8Array): void {
    this.socket.send(frame, { binary: true });
  }

  /** Waits for the first message of a type. */
  async receive<T extends MasterMessage["type"]>(type: T): Promise<MasterMessageOf<T>> {
    const isWanted = (message: MasterMessage): message is MasterMessageOf<T> =>
      message.type === type;
    await waitUntil(() => this.received.some(isWanted), { what: `a ${type} from the master` });
    const found = this.received.find(isWanted);
    if (found === undefined) throw new Error(`no ${type}`);
    return found;
  }

  /** Waits until the master has closed the connection. */
  async closed(): Promise<Closing> {
    await waitUntil(() => this.#closing !== null, { what: "the connection closed" });
    return this.#closing ?? { code: 0, reason: "" };
  }

  /** Greets with `changes` to the hello and proves `token`. */
  async greet(token: string, changes: Partial<WorkerMessageOf<"hello">> = {}): Promise<void> {
    this.send({ ...this.hello, ...changes });
    const challenge = await this.receive("challenge");
    const nonces = { worker: this.hello.nonce, master: challenge.nonce };
    this.send({ type: "proof", proof: createProof(token, "worker", nonces), resumeProof: null });
  }

  /** Joins as `name`. */
  async join(token: string, name: string): Promise<MasterMessageOf<"welcome">> {
    await this.greet(token, { name });
    return this.receive("welcome");
  }

  terminate(): void {
    this.socket.terminate();
  }
}
