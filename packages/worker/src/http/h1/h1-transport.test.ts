// What only our own engine promises; all else is in the suite that both engines pass.

import type { Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ExchangeHarness, wire } from "../../../../../test/support/exchange-harness.ts";
import { plainRequest, RecordedRequest } from "../../../../../test/support/recorded-request.ts";
import { createH1Transport } from "./h1-transport.ts";

const good = wire.reply("200 OK", "x");
const fine = '200 "x" ended';

let harness = new ExchangeHarness(createH1Transport);
beforeEach(() => {
  harness = new ExchangeHarness(createH1Transport);
});
afterEach(() => harness.close());

test.each<[string, (socket: Socket) => unknown]>([
  ["closed", (socket) => socket.end()],
  ["reset", (socket) => socket.resetAndDestroy()],
])(
  "takes a new connection when the kept one is %s as the request is about to leave",
  async (_name, leave) => {
    const sockets: Socket[] = [];
    const transport = await harness.serve((socket) => {
      sockets.push(socket);
      socket.write(good);
    });
    const slot = transport.openSlot();
    await new RecordedRequest(slot).over;
    for (const socket of sockets) leave(socket);
    const request = await new RecordedRequest(slot).over;
    expect([request.summary, request.calls[0]]).toEqual([fine, "connected, sent"]);
  },
);

test.each([
  ["a part of a reply", good.subarray(0, -1), '200 "" reset'],
  ["a reply up to the close", "HTTP/1.1 200 OK\r\n\r\nx", '200 "x" reset'],
])("tells a reset from an end while %s is still unread", async (_name, bytes, expected) => {
  const transport = await harness.serve((socket) => {
    // Both at once: the reader is in this same process and has no chance to read in between.
    socket.write(bytes);
    socket.resetAndDestroy();
  });
  const request = await new RecordedRequest(transport.openSlot()).over;
  expect([request.summary, request.message]).toEqual([expected, "read ECONNRESET"]);
});

test("does not reuse a connection whose reply came before all of the request had left", async () => {
  const port = await harness.listen((socket) => {
    harness.connections += 1;
    // Reads a little and answers; the rest of the body stays in the sender's hands.
    socket.once("data", () => {
      socket.pause();
      socket.write(good);
    });
  });
  const slot = harness.transportTo(port).openSlot();
  const body = Buffer.alloc(30 * 1024 * 1024);
  expect((await new RecordedRequest(slot, { ...plainRequest, body }).over).summary).toBe(fine);
  expect((await new RecordedRequest(slot).over).summary).toBe(fine);
  expect(harness.connections).toBe(2);
});

test("reads many connections at once without mixing their bytes in the memory they share", async () => {
  const transport = await harness.serve((socket, number) => {
    const body = String.fromCharCode(97 + (number % 26)).repeat(1 + (number % 5) * 40_000);
    socket.write(wire.reply("200 OK", body.slice(0, -1) + String(number % 10)));
  });
  const requests = Array.from({ length: 60 }, () => new RecordedRequest(transport.openSlot()).over);
  for (const request of await Promise.all(requests)) {
    expect(request.end).toBe("ended");
    expect(request.body).toMatch(/^(.)\1*\d$|^\d$/);
  }
});
