// One WebSocket as the rest of gadfly sees it: whole frames in, whole frames out, one close.
import type { WebSocket } from "ws";

/** A connected socket that carries binary frames. */
export interface MessageSocket {
  /** Hands a frame to the socket; `written` is called when the kernel has it. */
  send(frame: Uint8Array, written?: () => void): void;
  close(code: number, reason: string): void;
  /** Ends it without a closing handshake. */
  terminate(): void;
  readonly isOpen: boolean;
}

/** What the owner of a socket is told. `closed` comes exactly once. */
export interface SocketHandlers {
  frame(frame: Uint8Array): void;
  closed(code: number, reason: string): void;
}

/** The same bytes, not a copy: a snapshot's are many, and ws does not touch them again. */
const toBytes = (data: Buffer | ArrayBuffer | Buffer[]): Uint8Array => {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  const { buffer, byteOffset, byteLength } = Array.isArray(data) ? Buffer.concat(data) : data;
  return new Uint8Array(buffer, byteOffset, byteLength);
};

/** Wraps an open or opening `ws` socket. */
export const wrapWebSocket = (socket: WebSocket, handlers: SocketHandlers): MessageSocket => {
  socket.on("message", (data, isBinary) => {
    // We have closed; what the other side had under way by then is not heard any more.
    if (socket.readyState !== socket.OPEN) return;
    if (isBinary) handlers.frame(toBytes(data));
    else socket.close(4400, "text frames are not used here");
  });
  // A protocol error is followed by "close"; without a listener it would end the process.
  let trouble = "";
  socket.on("error", (error) => (trouble = error.message));
  socket.once("close", (code, reason) => handlers.closed(code, reason.toString() || trouble));
  return {
    send: (frame, written) => {
      if (socket.readyState === socket.OPEN)
        socket.send(frame, { binary: true }, () => written?.());
    },
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
    get isOpen() {
      return socket.readyState === socket.OPEN;
    },
  };
};
