// Connections over several requests, the timers, and cancelling; against real sockets on this machine.

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ExchangeHarness, verdictOf, wire } from "../../../../test/support/exchange-harness.ts";
import { httpEngines } from "../../../../test/support/http-engines.ts";
import type { RunningExchange } from "./exchange.ts";
import type { RequestTimers } from "./timeouts.ts";

const { chunk, lastChunk, sseHead, stream, text } = wire;

describe.each(httpEngines)("over $name", ({ createTransport }) => {
  let harness = new ExchangeHarness(createTransport);
  beforeEach(() => {
    harness = new ExchangeHarness(createTransport);
  });
  afterEach(() => harness.close());

  test("gives the connect time to the request that connected, and no other", async () => {
    const transport = await harness.serve((socket) =>
      socket.write(sseHead + chunk(stream) + lastChunk),
    );
    const slot = transport.openSlot();
    const first = await harness.run(slot);
    const second = await harness.run(slot);
    expect(first.record.connectMs).toBeGreaterThan(0);
    expect(second.record.connectMs).toBeNull();
    expect([verdictOf(first), verdictOf(second), harness.connections]).toEqual([
      "succeeded",
      "succeeded",
      1,
    ]);
  });

  test("calls a closed kept-alive connection stale, and connects anew for the next request", async () => {
    const transport = await harness.serve((socket, number) => {
      if (number === 2) socket.resetAndDestroy();
      else socket.write(sseHead + chunk(stream) + lastChunk);
    });
    const slot = transport.openSlot();
    const verdicts: string[] = [];
    for (let i = 0; i < 3; i += 1) verdicts.push(verdictOf(await harness.run(slot)));
    expect(verdicts).toEqual(["succeeded", "stale_connection: read ECONNRESET", "succeeded"]);
    expect(harness.connections).toBe(2);
  });

  test.each<[string, string, Partial<RequestTimers>, string]>([
    ["headers", "", { headersMs: 40 }, "timeout_headers: no headers within 0.04 s"],
    [
      "first token",
      sseHead + chunk(": ping\n\n"),
      { firstTokenMs: 40 },
      "timeout_first_token: no token within 0.04 s",
    ],
    ["idle", sseHead + chunk(text("a")), { idleMs: 40 }, "timeout_idle: no byte within 0.04 s"],
    [
      "progress",
      sseHead + chunk(text("a")),
      { progressMs: 40 },
      "timeout_progress: no further token within 0.04 s",
    ],
    [
      "request",
      sseHead + chunk(text("a")),
      { requestMs: 40 },
      "timeout_request: no end within 0.04 s",
    ],
  ])(
    "ends a request at the %s limit, and the slot goes on",
    async (_name, answer, timers, expected) => {
      const transport = await harness.serve((socket, number) => {
        socket.write(number === 1 ? answer : sseHead + chunk(stream) + lastChunk);
      });
      const slot = transport.openSlot();
      const ran = await harness.run(slot, { timers });
      expect(verdictOf(ran)).toBe(expected);
      const waitedMs = ran.record.endedAtMs - ran.record.sentAtMs;
      expect(waitedMs).toBeGreaterThanOrEqual(39);
      // Long before the limit that every request of this bench has.
      expect(waitedMs).toBeLessThan(4000);
      expect(verdictOf(await harness.run(slot))).toBe("succeeded");
    },
  );

  test("lets pings hold off the idle limit but not the progress limit", async () => {
    const transport = await harness.serve((socket) => {
      socket.write(sseHead + chunk(text("a")));
      const pings = setInterval(() => socket.write(chunk(": ping\n\n")), 10);
      socket.once("close", () => clearInterval(pings));
    });
    const ran = await harness.run(transport.openSlot(), {
      timers: { idleMs: 300, progressMs: 450 },
    });
    expect(verdictOf(ran)).toMatch(/^timeout_progress/);
  });

  test("waits for the body's end after [DONE] only for a moment", async () => {
    const transport = await harness.serve((socket) => socket.write(sseHead + chunk(stream)));
    const ran = await harness.run(transport.openSlot());
    expect(verdictOf(ran)).toBe("succeeded");
    expect(ran.record.endedAtMs - Number(ran.record.lastTokenAtMs)).toBeLessThan(4000);
  });

  test("cancels in mid-stream at once, and keeps what came", async () => {
    const transport = await harness.serve((socket) => socket.write(sseHead + chunk(text("a"))));
    let exchange: RunningExchange | null = null;
    const slot = transport.openSlot();
    const ran = await harness.run(slot, {
      onStart: (started) => (exchange = started),
      onTokens: () => setImmediate(() => exchange?.cancel()),
    });
    expect(verdictOf(ran)).toBe("cancelled");
    expect(ran.record).toMatchObject({ tokenEvents: 1, status: 200 });
  });

  test("cancels before there is a connection, and the slot goes on", async () => {
    const transport = await harness.serve((socket) =>
      socket.write(sseHead + chunk(stream) + lastChunk),
    );
    const slot = transport.openSlot();
    expect(verdictOf(await harness.run(slot, { onStart: (exchange) => exchange.cancel() }))).toBe(
      "cancelled",
    );
    expect(verdictOf(await harness.run(slot))).toBe("succeeded");
  });

  test("takes a cancel after [DONE] as the end that it is", async () => {
    const transport = await harness.serve((socket) => socket.write(sseHead + chunk(stream)));
    let exchange: RunningExchange | null = null;
    const ran = await harness.run(transport.openSlot(), {
      onStart: (started) => (exchange = started),
      onTokens: () => setImmediate(() => exchange?.cancel()),
    });
    expect(verdictOf(ran)).toBe("succeeded");
    expect(() => exchange?.cancel()).not.toThrow();
  });

  test("blames nobody for a limit that only our own late event loop passed", async () => {
    const transport = await harness.serve((socket) => {
      socket.write(sseHead + chunk(text("a")));
      socket.write(chunk(text("b")));
      setTimeout(() => socket.write(chunk(stream) + lastChunk), 20);
    });
    const ran = await harness.run(transport.openSlot(), {
      timers: { idleMs: 100, progressMs: 100 },
      onTokens: () => {
        const untilMs = performance.now() + 80;
        while (performance.now() < untilMs);
      },
    });
    expect(verdictOf(ran)).toBe("succeeded");
  });
});
