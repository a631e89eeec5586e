import type { Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ExchangeHarness, wire } from "../../../../test/support/exchange-harness.ts";
import { headerText } from "./transport.ts";
import type { Slot, TransportHandler, TransportRequest } from "./transport.ts";

let harness = new ExchangeHarness();
beforeEach(() => {
  harness = new ExchangeHarness();
});
afterEach(() => harness.close());

const get: TransportRequest = { method: "GET", path: "/health", headers: [], body: null };

/** Sends a request and lists the handler's calls; resolves when it is over. */
function send(slot: Slot, request = get): { calls: string[]; over: Promise<void> } {
  const calls: string[] = [];
  const over = new Promise<void>((resolve) => {
    const handler: TransportHandler = {
      sent: (_atMs, connectMs) => calls.push(connectMs === null ? "sent" : "connected, sent"),
      firstByte: () => calls.push("firstByte"),
      headers: (_atMs, status, headers) =>
        calls.push(`headers ${status} ${headerText(headers, "x-a") ?? ""}`),
      data: (_atMs, bytes) => calls.push(`data ${bytes.toString()}`),
      readEnd: () => calls.push("readEnd"),
      ended() {
        calls.push("ended");
        resolve();
      },
      failed(_atMs, error) {
        calls.push(`failed ${error.message}`);
        resolve();
      },
    };
    slot.send(request, handler);
  });
  return { calls, over };
}

test("reports a request in order, the pieces of one read together", async () => {
  const transport = await harness.serve((socket) => {
    const { chunk, lastChunk } = wire;
    const head = "HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\ntransfer-encoding: chunked\r\n\r\n";
    socket.write(head + chunk("one") + chunk("two"));
    setTimeout(() => socket.write(lastChunk), 20);
  });
  const { calls, over } = send(transport.openSlot());
  await over;
  expect(calls).toEqual([
    "connected, sent",
    "firstByte",
    "headers 200 1",
    "data one",
    "data two",
    "readEnd",
    "ended",
  ]);
});

test("keeps each slot on a connection of its own", async () => {
  const transport = await harness.serve((socket) => socket.write(wire.reply("200 OK", "x")));
  const [a, b] = [transport.openSlot(), transport.openSlot()];
  await Promise.all([send(a).over, send(b).over]);
  await Promise.all([send(a).over, send(b).over]);
  expect(harness.connections).toBe(2);
});

test("never ends a request from within send", async () => {
  const transport = await harness.serve(() => undefined);
  const bad = { ...get, headers: ["bad header", "x"] };
  const { calls, over } = send(transport.openSlot(), bad);
  expect(calls).toEqual([]);
  await over;
  expect(calls).toEqual(["failed invalid header key"]);
});

test("says nothing more about a request that was given up", async () => {
  const waiting: Socket[] = [];
  const transport = await harness.serve((socket, number) => {
    if (number === 1) waiting.push(socket);
    else socket.write(wire.reply("200 OK", "x"));
  });
  const slot = transport.openSlot();
  const { calls } = send(slot);
  await expect.poll(() => waiting.length).toBe(1);
  slot.abort();
  const next = send(slot);
  await next.over;
  expect(calls).toEqual(["connected, sent"]);
  expect(next.calls.at(-1)).toBe("ended");
  expect(next.calls[0]).toBe("connected, sent");
});

test("closes every connection, also one with a request under way", async () => {
  let closed = 0;
  const transport = await harness.serve((socket, number) => {
    socket.once("close", () => (closed += 1));
    if (number === 1) socket.write(wire.reply("200 OK", "x"));
  });
  await send(transport.openSlot()).over;
  send(transport.openSlot());
  await expect.poll(() => harness.connections).toBe(2);
  await transport.close();
  await expect.poll(() => closed).toBe(2);
});
