// How both HTTP engines keep, drop and replace the connection of a slot, its own or a shared one.

import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ExchangeHarness, wire } from "../../../../../test/support/exchange-harness.ts";
import { httpEngines } from "../../../../../test/support/http-engines.ts";
import { plainRequest, RecordedRequest } from "../../../../../test/support/recorded-request.ts";
import { play } from "../../../../../test/support/scripted-replies.ts";
import type { Slot } from "../transport.ts";

const { chunk, reply } = wire;
const chunkedHead = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
const good = reply("200 OK", "x");
const fine = '200 "x" ended';

const send = (slot: Slot): Promise<RecordedRequest> => new RecordedRequest(slot).over;
const kept = httpEngines.flatMap((engine) =>
  (["per-user", "pooled"] as const).map((reuse) => ({ ...engine, reuse })),
);

describe.each(kept)("$name, $reuse", ({ createTransport, reuse }) => {
  let harness = new ExchangeHarness(createTransport, { reuse });
  beforeEach(() => {
    harness = new ExchangeHarness(createTransport, { reuse });
  });
  afterEach(() => harness.close());

  test("keeps each slot on a connection of its own, and tells its set-up time once", async () => {
    const transport = await harness.serve((socket) => socket.write(good));
    const [a, b] = [transport.openSlot(), transport.openSlot()];
    const first = await Promise.all([send(a), send(b)]);
    const second = await Promise.all([send(a), send(b)]);
    for (const request of first) expect(request.connectMs).toBeGreaterThan(0);
    for (const request of second) expect(request.connectMs).toBeNull();
    expect(harness.connections).toBe(2);
  });

  test("carries many requests after another, also sent from within the end of the last", async () => {
    const transport = await harness.serve((socket, number) =>
      socket.write(reply("200 OK", String(number))),
    );
    const slot = transport.openSlot();
    const bodies: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const next = (): void => {
        const request = new RecordedRequest(slot);
        request.over.catch(reject);
        request.onCall = (call) => {
          if (call !== "ended") return;
          bodies.push(request.body);
          if (bodies.length < 50) next();
          else resolve();
        };
      };
      next();
    });
    expect(bodies).toEqual(Array.from({ length: 50 }, (_, index) => String(index + 1)));
    expect(harness.connections).toBe(1);
  });

  test("says nothing more about a request that was given up while it waited", async () => {
    const waiting: Socket[] = [];
    const transport = await harness.serve((socket, number) => {
      if (number === 1) waiting.push(socket);
      else socket.write(good);
    });
    const slot = transport.openSlot();
    const request = new RecordedRequest(slot);
    await expect.poll(() => waiting.length).toBe(1);
    slot.abort();
    const next = await send(slot);
    waiting[0]?.write(good);
    expect(request.calls).toEqual(["connected, sent"]);
    expect(next.summary).toBe(fine);
    expect(next.connectMs).not.toBeNull();
  });

  test("closes the connection of a request that was given up in mid-response", async () => {
    let closed = 0;
    const transport = await harness.serve((socket, number) => {
      socket.once("close", () => (closed += 1));
      socket.write(number === 1 ? chunkedHead + chunk("a") : good);
    });
    const slot = transport.openSlot();
    const request = new RecordedRequest(slot);
    await new Promise<void>((resolve) => {
      request.onCall = (call) => {
        if (call === "readEnd") resolve();
      };
    });
    slot.abort();
    await expect.poll(() => closed).toBe(1);
    expect(request.calls.at(-1)).toBe("readEnd");
    expect((await send(slot)).summary).toBe(fine);
    expect(harness.connections).toBe(2);
  });

  test.each(["connected, sent", "firstByte", "headers 200", "data a", "readEnd"])(
    "says nothing after a request was given up from within the call %s",
    async (moment) => {
      const transport = await harness.serve((socket, _number, head) =>
        socket.write(head.includes("/second") ? good : chunkedHead + chunk("a") + chunk("b")),
      );
      const slot = transport.openSlot();
      const request = new RecordedRequest(slot);
      await new Promise<void>((resolve) => {
        request.onCall = (call) => {
          if (call !== moment) return;
          slot.abort();
          resolve();
        };
      });
      const next = new RecordedRequest(slot, { ...plainRequest, path: "/second" });
      expect((await next.over).summary).toBe(fine);
      expect(request.calls.at(-1)).toBe(moment);
    },
  );

  test("gives up a request that has no connection yet", async () => {
    const transport = await harness.serve((socket) => socket.write(good));
    const slot = transport.openSlot();
    const request = new RecordedRequest(slot);
    slot.abort();
    expect((await send(slot)).summary).toBe(fine);
    expect(request.calls).toEqual([]);
  });

  test("gives up a request that was about to go out on a kept connection", async () => {
    const transport = await harness.serve((socket) => socket.write(good));
    const slot = transport.openSlot();
    await send(slot);
    const request = new RecordedRequest(slot);
    slot.abort();
    expect((await send(slot)).summary).toBe(fine);
    expect(request.calls).toEqual([]);
  });

  test("keeps the idle connection of a slot that has nothing to give up", async () => {
    const transport = await harness.serve((socket) => socket.write(good));
    const slot = transport.openSlot();
    await send(slot);
    slot.abort();
    expect((await send(slot)).connectMs).toBeNull();
    expect(harness.connections).toBe(1);
  });

  test.each<[string, (socket: Socket) => unknown]>([
    ["closes", (socket) => socket.end()],
    ["resets", (socket) => socket.resetAndDestroy()],
    ["writes unasked on", (socket) => socket.write("HTTP/1.1 408 Timeout\r\n\r\n")],
  ])("connects anew when the server %s an idle connection", async (_name, leave) => {
    const sockets: Socket[] = [];
    const transport = await harness.serve((socket) => {
      sockets.push(socket);
      socket.write(good);
    });
    const slot = transport.openSlot();
    await send(slot);
    const [socket] = sockets;
    if (socket !== undefined) leave(socket);
    await expect.poll(() => socket?.closed).toBe(true);
    await nextTurn();
    const next = await send(slot);
    expect(next.summary).toBe(fine);
    expect(next.connectMs).not.toBeNull();
  });

  test("loses no request to a server that closes without a word after each reply", async () => {
    const transport = await harness.serve((socket) => socket.end(good));
    const slot = transport.openSlot();
    const summaries = new Set<string>();
    for (let i = 0; i < 30; i += 1) summaries.add((await send(slot)).summary);
    expect([...summaries]).toEqual([fine]);
    expect(harness.connections).toBe(30);
  });

  test.each<[string, (socket: Socket) => unknown, string]>([
    ["reset", (socket) => socket.resetAndDestroy(), "stale_connection"],
    ["closed", (socket) => socket.end(), "stale_connection"],
    [
      "reset after the first byte",
      (socket) => play(socket, { pieces: ["H"], ending: "reset" }),
      "reset",
    ],
    ["answered with garbage", (socket) => socket.write("what?"), "protocol"],
  ])(
    "calls a kept connection that is %s on the next request what it is",
    async (_name, act, end) => {
      const transport = await harness.serve((socket, number) =>
        number === 2 ? act(socket) : socket.write(good),
      );
      const slot = transport.openSlot();
      await send(slot);
      const second = await send(slot);
      expect([second.calls[0], second.end]).toEqual(["sent", end]);
      expect((await send(slot)).summary).toBe(fine);
    },
  );

  test.each([
    ["uses a connection that the server keeps for long", 3600, true],
    ["stops using a connection shortly before the server's own limit", 1, false],
  ])("%s", async (_name, timeoutS, isReused) => {
    const limited = reply("200 OK", "x", `keep-alive: timeout=${timeoutS}, max=100\r\n`);
    const transport = await harness.serve((socket) => socket.write(limited));
    const slot = transport.openSlot();
    await send(slot);
    // Time itself is what is tested: the limit less half a second.
    await new Promise((resolve) => setTimeout(resolve, 550));
    expect((await send(slot)).connectMs === null).toBe(isReused);
  });
});

describe.each(httpEngines)("$name, per user", ({ createTransport }) => {
  let harness = new ExchangeHarness(createTransport);
  beforeEach(() => {
    harness = new ExchangeHarness(createTransport);
  });
  afterEach(() => harness.close());

  test("closes every connection: idle, busy, and not there yet", async () => {
    let closed = 0;
    const transport = await harness.serve((socket, number) => {
      socket.once("close", () => (closed += 1));
      if (number === 1) socket.write(good);
    });
    await send(transport.openSlot());
    const busy = new RecordedRequest(transport.openSlot());
    await expect.poll(() => harness.connections).toBe(2);
    const connecting = new RecordedRequest(transport.openSlot());
    await transport.close();
    await expect.poll(() => closed).toBe(2);
    expect(busy.calls).toEqual(["connected, sent"]);
    expect(connecting.calls).toEqual([]);
  });
});

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
