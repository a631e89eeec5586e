// A real WebSocket connection on this machine, both ends wrapped, everything that arrives written down.

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { maxFrameBytes } from "@gadfly/shared/protocol/limits";
import { type MessageSocket, wrapWebSocket } from "@gadfly/shared/node/message-socket";
import { WebSocket, WebSocketServer } from "ws";

/** How an end of a connection was closed. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** One end: the wrapped socket, the bare one, and what came. */
export interface SocketEnd {
  readonly socket: MessageSocket;
  readonly bare: WebSocket;
  readonly frames: Uint8Array[];
  readonly closings: Closing[];
}

/** Both ends of one connection. */
export interface SocketPair {
  readonly client: SocketEnd;
  readonly server: SocketEnd;
  close(): void;
}

const watch = (bare: WebSocket): SocketEnd => {
  const frames: Uint8Array[] = [];
  const closings: Closing[] = [];
  const socket = wrapWebSocket(bare, {
    frame: (frame) => void frames.push(frame),
    closed: (code, reason) => void closings.push({ code, reason }),
  });
  return { socket, bare, frames, closings };
};

/** Opens a connection on a free port. */
export const openSocketPair = async (): Promise<SocketPair> => {
  const listener = new WebSocketServer({
    host: "127.0.0.1",
    port: 0,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
  });
  await once(listener, "listening");
  const accepted = new Promise<SocketEnd>((resolve) =>
    listener.once("connection", (bare) => resolve(watch(bare))),
  );
  const { port } = listener.address() as AddressInfo;
  const bare = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  const client = watch(bare);
  await once(bare, "open");
  const server = await accepted;
  return {
    client,
    server,
    close: () => {
      client.socket.terminate();
      server.socket.terminate();
      listener.close();
    },
  };
};
