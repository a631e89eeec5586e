// Whole requests over WebSocket, from the exchange to the record, against a server on this machine that
// answers as the Qwen chat server does.

import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { qwenChatWebsocket } from "../../endpoints/qwen-chat-websocket.ts";
import { startExchange } from "../exchange.ts";
import type { RequestRecord } from "../request-record.ts";
import { startWheel, TimerWheel } from "../timer-wheel.ts";
import type { Slot } from "../transport.ts";
import { createWebSocketTransport } from "./websocket-transport.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const timers = {
  connectMs: 5000,
  headersMs: null,
  firstTokenMs: null,
  idleMs: null,
  progressMs: null,
  requestMs: 8000,
};

async function slotTo(answer: (socket: WebSocket) => void): Promise<Slot> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", (socket) => socket.on("message", () => answer(socket)));
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const plan = { reuse: "per-user", caPem: null, insecure: false } as const;
  const transport = createWebSocketTransport(`http://127.0.0.1:${port}`, plan);
  closers.push(
    () => server.close(),
    () => transport.close(),
  );
  return transport.openSlot();
}

function ask(slot: Slot): Promise<RequestRecord> {
  const wheel = new TimerWheel(performance.now());
  closers.push(startWheel(wheel));
  return new Promise((resolve) => {
    const context = {
      wheel,
      timers,
      now: () => performance.now(),
      createDecoder: qwenChatWebsocket.createDecoder,
      observer: { started: () => undefined, tokenEvents: () => undefined, ended: resolve },
    };
    startExchange(context, slot, {
      requestId: "r-0-0",
      user: 0,
      iteration: 0,
      endpoint: qwenChatWebsocket.name,
      host: "127.0.0.1",
      scheduledAtMs: performance.now(),
      path: "/chat/completions/ws",
      headers: [],
      body: Buffer.from('{"query":"Hi","history":[]}'),
      isStreamRequest: true,
      keepText: true,
      prompt: "Hi",
      cancelAfter: null,
    });
  });
}

const say = (socket: WebSocket, ...frames: object[]): void => {
  for (const frame of frames) socket.send(JSON.stringify(frame));
};

test("succeeds with the last status, request after request on one socket", async () => {
  const slot = await slotTo((socket) =>
    say(
      socket,
      { response: "He", history: [], status: 202 },
      { response: "He", history: [], status: 202 },
      { response: "Hello", history: [], status: 202 },
      { status: 200 },
    ),
  );
  for (const isFirst of [true, false]) {
    const record = await ask(slot);
    expect(record).toMatchObject({
      outcome: { kind: "succeeded" },
      status: 200,
      streamed: true,
      tokenEvents: 2,
      usage: null,
      responseText: "Hello",
      notes: [],
    });
    expect(record.connectMs === null).toBe(!isFirst);
  }
});

test("fails as cut short when the socket closes before the last status", async () => {
  const slot = await slotTo((socket) => {
    say(socket, { response: "He", history: [], status: 202 });
    socket.close(1011);
  });
  expect((await ask(slot)).outcome).toEqual({
    kind: "failed",
    failure: "truncated",
    message: "the server closed the WebSocket with code 1011 (server error)",
  });
});

test("fails as unreadable when a frame is no JSON", async () => {
  const slot = await slotTo((socket) => {
    socket.send("Internal Server Error");
    say(socket, { status: 200 });
  });
  expect((await ask(slot)).outcome).toMatchObject({ kind: "failed", failure: "bad_frame" });
});
