// The connections of a server: counted, and closed all at once.

import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How many connections there are and were. */
export interface ConnectionCounts {
  readonly open: number;
  readonly total: number;
}

/** Watches a server from its first connection on. */
export class Connections implements ConnectionCounts {
  readonly #sockets = new Set<Socket>();
  #total = 0;

  constructor(server: Server) {
    server.on("connection", (socket: Socket) => {
      this.#total += 1;
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
  }

  get open(): number {
    return this.#sockets.size;
  }

  get total(): number {
    return this.#total;
  }

  destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
