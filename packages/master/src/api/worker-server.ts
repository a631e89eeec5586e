// The workers' port: WebSocket upgrades on /worker, GET /health, and nothing else.
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { maxFrameBytes } from "@gadfly/shared/protocol/limits";
import { wrapWebSocket } from "@gadfly/shared/node/message-socket";
import { WebSocketServer } from "ws";
import type { WorkerHub } from "../workers/worker-hub.ts";

/** Where workers dial in. */
export interface WorkerServer {
  readonly port: number;
  close(): Promise<void>;
}

const answer = (server: Server): void => {
  server.on("request", (request, response) => {
    const isHealth = request.method === "GET" && request.url === "/health";
    response.writeHead(isHealth ? 200 : 404, { "content-type": "application/json" });
    response.end(isHealth ? '{"status":"ok"}\n' : '{"error":"not found"}\n');
  });
};

/** An upgraded socket has no owner any more: its errors are ours to hear, its other half ours to end. */
const refuse = (socket: Duplex): void => {
  socket.on("error", () => socket.destroy());
  socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n", () => socket.destroy());
};

const peerOf = (request: IncomingMessage): string =>
  `${request.socket.remoteAddress ?? "?"}:${request.socket.remotePort ?? 0}`;

/** Without a host Node listens on every interface, also where there is no IPv6. */
const listen = (server: Server, host: string | null, port: number): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const facts = { host: host ?? "every interface", port, option: "--master-bind-port" };
      reject(
        cause.code === "EADDRINUSE" ? new GadflyError("GF_PORT_IN_USE", facts, { cause }) : cause,
      );
    });
    server.listen({ port, ...(host === null ? {} : { host }) }, () => {
      const address = server.address();
      if (address !== null && typeof address === "object") resolve(address);
    });
  });

/** Listens for workers. */
export const startWorkerServer = async (
  hub: WorkerHub,
  host: string | null,
  port: number,
): Promise<WorkerServer> => {
  const server = createServer();
  answer(server);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
  });
  server.on("upgrade", (request, socket, head) => {
    if (request.url !== "/worker") {
      refuse(socket);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) =>
      hub.accept(peerOf(request), (handlers) => wrapWebSocket(accepted, handlers)),
    );
  });
  const address = await listen(server, host, port);
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
