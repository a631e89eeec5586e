// What both HTTP engines do when users share connections, and when every request gets a new one.

import type { Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { ExchangeHarness, wire } from "../../../../../test/support/exchange-harness.ts";
import { httpEngines } from "../../../../../test/support/http-engines.ts";
import { RecordedRequest } from "../../../../../test/support/recorded-request.ts";
import type { Slot } from "../transport.ts";

const good = wire.reply("200 OK", "x");
const fine = '200 "x" ended';
const send = (slot: Slot): Promise<RecordedRequest> => new RecordedRequest(slot).over;

describe.each(httpEngines)("$name, pooled", ({ createTransport }) => {
  const harness = new ExchangeHarness(createTransport, { reuse: "pooled" });
  afterEach(async () => {
    await harness.close();
    harness.connections = 0;
  });

  test("gives a free connection to whichever user is next", async () => {
    const transport = await harness.serve((socket) => socket.write(good));
    const users = Array.from({ length: 10 }, () => transport.openSlot());
    const connected: boolean[] = [];
    for (const user of users) connected.push((await send(user)).connectMs !== null);
    expect(connected).toEqual([true, ...Array.from({ length: 9 }, () => false)]);
    expect(harness.connections).toBe(1);
  });

  test("opens as many connections as requests run at once, and no more afterwards", async () => {
    const held: Socket[] = [];
    const transport = await harness.serve((socket) => held.push(socket));
    const users = Array.from({ length: 12 }, () => transport.openSlot());
    for (const atOnce of [4, 12, 7]) {
      const running = users.slice(0, atOnce).map(send);
      await expect.poll(() => held.length).toBe(atOnce);
      for (const socket of held.splice(0)) socket.write(good);
      for (const request of await Promise.all(running)) expect(request.summary).toBe(fine);
    }
    expect(harness.connections).toBe(12);
  });

  test("takes the connection that was used last", async () => {
    const held: [number, Socket][] = [];
    const ports: (number | undefined)[] = [];
    const transport = await harness.serve((socket, number) => {
      if (number <= 2) held.push([number, socket]);
      else socket.write(good);
      if (number > 2) ports.push(socket.remotePort);
    });
    const running = [send(transport.openSlot()), send(transport.openSlot())];
    await expect.poll(() => held.length).toBe(2);
    const [first, second] = held.map(([, socket]) => socket);
    second?.write(good);
    await Promise.race(running);
    first?.write(good);
    await Promise.all(running);
    await send(transport.openSlot());
    await send(transport.openSlot());
    expect(ports).toEqual([first?.remotePort, first?.remotePort]);
  });

  test("prefers a live connection to one that a given-up request has lost", async () => {
    const held: Socket[] = [];
    const transport = await harness.serve((socket, number) => {
      if (number === 1) held.push(socket);
      else socket.write(good);
    });
    const [a, b] = [transport.openSlot(), transport.openSlot()];
    const given = new RecordedRequest(a);
    await expect.poll(() => held.length).toBe(1);
    await send(b);
    a.abort();
    expect((await send(a)).connectMs).toBeNull();
    expect((await send(b)).connectMs).toBeNull();
    expect([given.calls, harness.connections]).toEqual([["connected, sent"], 2]);
  });

  test("leaves what others use open when one user goes", async () => {
    const transport = await harness.serve((socket) => socket.write(good));
    const [a, b] = [transport.openSlot(), transport.openSlot()];
    await send(a);
    await a.close();
    expect((await send(b)).connectMs).toBeNull();
  });

  test("closes every connection, used and free", async () => {
    let closed = 0;
    const held: Socket[] = [];
    const transport = await harness.serve((socket) => {
      socket.once("close", () => (closed += 1));
      held.push(socket);
    });
    const [answered, busy] = [0, 1].map(() => new RecordedRequest(transport.openSlot()));
    await expect.poll(() => held.length).toBe(2);
    held[0]?.write(good);
    await Promise.race([answered?.over, busy?.over]);
    await transport.close();
    await expect.poll(() => closed).toBe(2);
  });

  test("calls a shared connection that was closed on the next user's request stale", async () => {
    const transport = await harness.serve((socket, number) =>
      number === 2 ? socket.resetAndDestroy() : socket.write(good),
    );
    const [a, b] = [transport.openSlot(), transport.openSlot()];
    await send(a);
    expect((await send(b)).end).toBe("stale_connection");
    expect((await send(a)).summary).toBe(fine);
  });
});

describe.each(httpEngines)("$name, per request", ({ createTransport }) => {
  const harness = new ExchangeHarness(createTransport, { reuse: "per-request" });
  afterEach(async () => {
    await harness.close();
    harness.connections = 0;
  });

  test("makes a connection for each request, says so, and closes it after the reply", async () => {
    const heads: string[] = [];
    let closed = 0;
    const transport = await harness.serve((socket, _number, head) => {
      socket.once("close", () => (closed += 1));
      heads.push(head);
      socket.write(good);
    });
    const user = transport.openSlot();
    for (let i = 0; i < 5; i += 1) {
      const request = await send(user);
      expect(request.summary).toBe(fine);
      expect(request.connectMs).toBeGreaterThan(0);
    }
    await expect.poll(() => closed).toBe(5);
    expect(harness.connections).toBe(5);
    for (const head of heads) expect(head).toMatch(/^connection: close$/im);
  });

  test("sends the next request from within the end of the last", async () => {
    const transport = await harness.serve((socket) => socket.write(good));
    const user = transport.openSlot();
    const next = await new Promise<RecordedRequest>((resolve) => {
      const first = new RecordedRequest(user);
      first.onCall = (call) => {
        if (call === "ended") resolve(new RecordedRequest(user));
      };
    });
    expect((await next.over).summary).toBe(fine);
    expect(harness.connections).toBe(2);
  });

  test("never calls a lost connection stale: none was used before", async () => {
    const transport = await harness.serve((socket) => socket.resetAndDestroy());
    const user = transport.openSlot();
    const ends = [(await send(user)).end, (await send(user)).end];
    expect(ends).toEqual(["reset", "reset"]);
  });
});
