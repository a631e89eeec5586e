// Turns connections to the path of the chat into WebSockets, and refuses to do so anywhere else.

import type { IncomingMessage, Server } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Engine } from "../engine/generation.ts";
import { toCallFacts, toCallPlace } from "../http/call-facts.ts";
import { checkKey } from "../http/refusal.ts";
import { ChatSession, chatSocketPath } from "./chat-session.ts";

const refuse = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
};

/** Lets a server speak the WebSocket chat. */
export const serveChatSockets = (server: Server, engine: Engine): void => {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  let order = 0;
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    const place = toCallPlace(request);
    if (place.path !== chatSocketPath || !(socket instanceof Socket))
      return refuse(socket, "404 Not Found");
    const facts = toCallFacts(request, place, engine.config.modelName);
    if (checkKey(engine.config.apiKey, facts, ["authorization"]) !== null)
      return refuse(socket, "401 Unauthorized");
    order += 1;
    const given = request.headers["x-request-id"];
    const requestId = typeof given === "string" && given !== "" ? given : `ws-${order}`;
    return sockets.handleUpgrade(request, socket, head, (webSocket) => {
      void new ChatSession({ engine, webSocket, socket, requestId });
    });
  });
};
