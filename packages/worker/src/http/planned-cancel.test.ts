// Requests that are broken off on purpose: the record says so, and the server sees it at once.

import type { CancelAfter } from "@gadfly/shared/load/cancel-plan";
import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ExchangeHarness, verdictOf, wire } from "../../../../test/support/exchange-harness.ts";
import { httpEngines } from "../../../../test/support/http-engines.ts";

const { chunk, finish, lastChunk, sseHead, stream, text } = wire;

/** The server must have seen a cancel so long after it was due. */
const promisedMs = 50;
/** Of several tries one may meet a busy machine; the middle one says what is usual. */
const tries = 5;

const kinds = httpEngines.flatMap((engine) =>
  (["per-user", "pooled", "per-request"] as const).map((reuse) => ({ ...engine, reuse })),
);

describe.each(kinds)("over $name, $reuse", ({ createTransport, reuse }) => {
  let harness = new ExchangeHarness(createTransport, { reuse });
  beforeEach(() => {
    harness = new ExchangeHarness(createTransport, { reuse });
  });
  afterEach(() => harness.close());

  /** How long after its due moment the server saw each of several cancels, in order of length. */
  async function delaysOf(
    cancelAfter: CancelAfter,
    respond: (socket: Socket) => void,
  ): Promise<number[]> {
    const closedAtMs: number[] = [];
    const transport = await harness.serve((socket) => {
      socket.once("close", () => closedAtMs.push(performance.now()));
      respond(socket);
    });
    const slot = transport.openSlot();
    const delays: number[] = [];
    for (let i = 0; i < tries; i += 1) {
      const ran = await harness.run(slot, { cancelAfter });
      const { record } = ran;
      expect([verdictOf(ran), record.isPlannedCancel]).toEqual(["cancelled", true]);
      await expect.poll(() => closedAtMs.length, { interval: 5 }).toBe(i + 1);
      const dueAtMs =
        cancelAfter.unit === "ms" ? record.sentAtMs + cancelAfter.ms : Number(record.lastTokenAtMs);
      delays.push(Number(closedAtMs.at(i)) - dueAtMs);
    }
    return delays.toSorted((a, b) => a - b);
  }

  const middle = (sorted: readonly number[]): number => Number(sorted.at((tries - 1) / 2));

  test("lets the server see within 50 ms that enough tokens have come", async () => {
    const delays = await delaysOf({ unit: "tokens", tokens: 3 }, (socket) => {
      socket.write(sseHead);
      const timer = setInterval(() => socket.write(chunk(text("a"))), 10);
      socket.once("close", () => clearInterval(timer));
    });
    expect(middle(delays)).toBeLessThan(promisedMs);
  });

  test.each<[string, (socket: Socket) => void]>([
    ["before any reply", () => undefined],
    ["in mid-stream", (socket) => void socket.write(sseHead + chunk(text("a")))],
  ])("lets the server see within 50 ms that the time is over, %s", async (_name, respond) => {
    const delays = await delaysOf({ unit: "ms", ms: 40 }, respond);
    expect(Number(delays.at(0))).toBeGreaterThan(0);
    expect(middle(delays)).toBeLessThan(promisedMs);
  });

  test.each<CancelAfter>([
    { unit: "tokens", tokens: 100 },
    { unit: "ms", ms: 5000 },
  ])("leaves a request alone that is over before $unit", async (cancelAfter) => {
    const transport = await harness.serve((socket) =>
      socket.write(sseHead + chunk(stream) + lastChunk),
    );
    const ran = await harness.run(transport.openSlot(), { cancelAfter });
    expect([verdictOf(ran), ran.record.isPlannedCancel]).toEqual(["succeeded", false]);
  });

  test("keeps the tokens before the cancel, and runs the user's next request", async () => {
    const transport = await harness.serve((socket, number) => {
      if (number === 1) socket.write(sseHead + chunk(text("a") + text("b") + text("c")));
      else socket.write(sseHead + chunk(text("a") + finish) + lastChunk);
    });
    const slot = transport.openSlot();
    const cut = await harness.run(slot, { cancelAfter: { unit: "tokens", tokens: 2 } });
    expect(cut.record).toMatchObject({ tokenEvents: 3, isPlannedCancel: true, status: 200 });
    const next = await harness.run(slot);
    expect([verdictOf(next), harness.connections]).toEqual(["succeeded", 2]);
  });
});

test("does not call a cancel at the end of the run planned", async () => {
  const harness = new ExchangeHarness();
  try {
    const transport = await harness.serve((socket) => socket.write(sseHead + chunk(text("a"))));
    const ran = await harness.run(transport.openSlot(), {
      onStart: (exchange) => setImmediate(() => exchange.cancel()),
      cancelAfter: { unit: "ms", ms: 5000 },
    });
    expect([verdictOf(ran), ran.record.isPlannedCancel]).toEqual(["cancelled", false]);
  } finally {
    await harness.close();
  }
});
