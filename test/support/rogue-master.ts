// Something that listens where a master should be, and answers whatever a test wants.

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { decodeWorkerMessage, encodeMessage } from "@gadfly/shared/protocol/codec";
import type { MasterMessage } from "@gadfly/shared/protocol/master-message";
import type { WorkerMessage } from "@gadfly/shared/protocol/worker-message";
import { type WebSocket, WebSocketServer } from "ws";

/** What the rogue answers to a message; null: nothing. */
export type RogueAnswer = (message: WorkerMessage) => MasterMessage | Uint8Array | null;

/** A rogue master. */
export class RogueMaster {
  readonly received: WorkerMessage[] = [];
  readonly sockets: WebSocket[] = [];
  readonly closings: { readonly code: number; readonly reason: string }[] = [];
  readonly #server: WebSocketServer;

  private constructor(server: WebSocketServer, answer: RogueAnswer) {
    this.#server = server;
    server.on("connection", (socket) => {
      this.sockets.push(socket);
      socket.on("error", () => {});
      socket.on("close", (code, reason) => {
        this.closings.push({ code, reason: reason.toString() });
      });
      socket.on("message", (data: Buffer) => {
        const decoded = decodeWorkerMessage(data);
        if (!decoded.ok) throw new Error(decoded.error);
        this.received.push(decoded.value);
        const reply = answer(decoded.value);
        if (reply === null) return;
        socket.send(reply instanceof Uint8Array ? reply : encodeMessage(reply));
      });
    });
  }

  /** Listens on a free port. */
  static async start(answer: RogueAnswer): Promise<RogueMaster> {
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0, path: "/worker" });
    const rogue = new RogueMaster(server, answer);
    await once(server, "listening");
    return rogue;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `ws://127.0.0.1:${port}/worker`;
  }

  close(): void {
    for (const socket of this.sockets) socket.terminate();
    this.#server.close();
  }
}
