import { afterAll, expect, test } from "vitest";
import type { RunningSimulator } from "../start-simulator.ts";
import {
  ask,
  openSocket,
  type PlainReply,
  SimulatorFleet,
  toChat,
  toPostBytes,
  waitUntil,
} from "../test-support/plain-client.ts";
import { readOverview, readTruth } from "../test-support/truth-client.ts";

const fleet = new SimulatorFleet();
afterAll(() => fleet.close());

const toNamed = (id: string, changes: Record<string, unknown> = {}) => ({
  ...toChat({ stream: true, max_tokens: 4, ...changes }),
  headers: { "x-request-id": id },
});

const askMany = (simulator: RunningSimulator, ids: readonly string[]): Promise<PlainReply[]> =>
  Promise.all(ids.map((id) => ask(simulator, toNamed(id))));

/** Requests that run until they are let go of. */
const occupy = async (simulator: RunningSimulator, places: number): Promise<() => void> => {
  const ids = Array.from({ length: places }, (_, place) => `occupant-${place}`);
  const endless = { max_tokens: 100_000 };
  const sockets = await Promise.all(
    ids.map((id) => openSocket(simulator, toPostBytes(toNamed(id, endless)))),
  );
  await waitUntil(async () => (await readOverview(simulator)).running === places);
  return () => {
    for (const socket of sockets) socket.destroy();
  };
};

const toGaps = (times: readonly number[]): number[] =>
  times.slice(1).map((atMs, index) => Math.round((atMs - (times[index] ?? 0)) * 100) / 100);

test("plans the first token by prompt and base, the others by the time per token", async () => {
  const laws = { baseTtftMs: 5, prefillTokensPerS: 1000, itlMs: 2, itlPerRunningMs: 0.5 };
  const simulator = await fleet.start(laws);
  await ask(simulator, toNamed("a", { max_tokens: 6 }));
  const { admittedAtMs, chunks } = await readTruth(simulator, "a");
  expect((chunks.dueAtMs[0] ?? 0) - (admittedAtMs ?? 0)).toBeCloseTo(5 + 4, 2);
  expect(toGaps(chunks.dueAtMs)).toEqual([2.5, 2.5, 2.5, 2.5, 2.5]);
  expect(chunks.tokens).toEqual([1, 1, 1, 1, 1, 1]);
});

test("sends nothing before it is due and keeps to the plan when something was late", async () => {
  const simulator = await fleet.start({ itlMs: 3 });
  await ask(simulator, toNamed("a", { max_tokens: 10 }));
  const { receivedAtMs, admittedAtMs, firstByteAtMs, endedAtMs, chunks } = await readTruth(
    simulator,
    "a",
  );
  for (const [index, dueAtMs] of chunks.dueAtMs.entries())
    expect(chunks.sentAtMs[index]).toBeGreaterThanOrEqual(dueAtMs);
  expect(toGaps(chunks.dueAtMs)).toEqual(Array.from({ length: 9 }, () => 3));
  const order = [receivedAtMs, admittedAtMs, firstByteAtMs, ...chunks.sentAtMs, endedAtMs];
  expect(order).toEqual(order.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
});

test("keeps each time within the jitter of its law", async () => {
  const simulator = await fleet.start({ itlMs: 2, jitter: 0.5 });
  await ask(simulator, toNamed("a", { max_tokens: 40 }));
  const gaps = toGaps((await readTruth(simulator, "a")).chunks.dueAtMs);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0.99);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(3.01);
  expect(new Set(gaps).size).toBeGreaterThan(20);
});

test("lets a chunk of several tokens take the time of all of them", async () => {
  const simulator = await fleet.start({ itlMs: 1, tokensPerChunk: 4 });
  await ask(simulator, toNamed("a", { max_tokens: 10 }));
  const { chunks } = await readTruth(simulator, "a");
  expect(chunks.tokens).toEqual([4, 4, 2]);
  expect(toGaps(chunks.dueAtMs)).toEqual([4, 2]);
});

test("slows every request down as the batch fills", async () => {
  const simulator = await fleet.start({ itlMs: 0, itlPerRunningMs: 1, baseTtftMs: 20 });
  const letGo = await occupy(simulator, 2);
  await ask(simulator, toNamed("a"));
  letGo();
  const { chunks } = await readTruth(simulator, "a");
  expect(toGaps(chunks.dueAtMs)).toEqual([3, 3, 3]);
});

test("runs no more than the batch holds, and queues the others in their order", async () => {
  const simulator = await fleet.start({ maxBatch: 2, baseTtftMs: 30, itlMs: 1 });
  const ids = ["a", "b", "c", "d", "e", "f"];
  const letGo = await occupy(simulator, 2);
  const replies = askMany(simulator, ids);
  await waitUntil(async () => (await readOverview(simulator)).queued === ids.length);
  letGo();
  await replies;
  const truths = await Promise.all(ids.map((id) => readTruth(simulator, id)));
  const byArrival = truths.toSorted((a, b) => a.receivedAtMs - b.receivedAtMs);
  const admissions = byArrival.map(({ admittedAtMs }) => admittedAtMs ?? 0);
  expect(admissions).toEqual(admissions.toSorted((a, b) => a - b));
  const overlaps = byArrival.map(
    ({ admittedAtMs: atMs }) =>
      byArrival.filter(
        (other) => (other.admittedAtMs ?? 0) <= (atMs ?? 0) && (other.endedAtMs ?? 0) > (atMs ?? 0),
      ).length,
  );
  expect(Math.max(...overlaps)).toBe(2);
  expect(await readOverview(simulator)).toMatchObject({ peakRunning: 2, running: 0, queued: 0 });
});

test("answers 503 when the queue is full", async () => {
  const simulator = await fleet.start({ maxBatch: 1, maxQueue: 1, itlMs: 1 });
  const letGo = await occupy(simulator, 1);
  const queued = ask(simulator, toNamed("a"));
  await waitUntil(async () => (await readOverview(simulator)).queued === 1);
  const refused = await ask(simulator, toNamed("b"));
  expect(refused.status).toBe(503);
  expect(JSON.parse(refused.body).error.code).toBe("queue_full");
  letGo();
  expect((await queued).status).toBe(200);
  expect(await readOverview(simulator)).toMatchObject({ received: 3, completed: 1, refused: 1 });
});

test("gives the place of a client that went away to the next one at once", async () => {
  const simulator = await fleet.start({ maxBatch: 1, itlMs: 60_000 });
  const running = await openSocket(simulator, toPostBytes(toNamed("a")));
  await waitUntil(async () => (await readOverview(simulator)).chunks === 1);
  const queued = await openSocket(simulator, toPostBytes(toNamed("b")));
  const next = ask(simulator, toNamed("c", { max_tokens: 1 }));
  await waitUntil(async () => (await readOverview(simulator)).queued === 2);
  queued.destroy();
  await waitUntil(async () => (await readOverview(simulator)).queued === 1);
  running.destroy();
  expect((await next).status).toBe(200);
  const [gone, left, served] = await Promise.all(
    ["a", "b", "c"].map((id) => readTruth(simulator, id)),
  );
  expect(gone).toMatchObject({ state: "cancelled", sentTokens: 1, nextDueAtMs: null });
  expect(left).toMatchObject({ state: "cancelled", sentTokens: 0, admittedAtMs: null });
  // The next token of the one that went away would have come after a minute.
  expect((served?.admittedAtMs ?? 0) - (gone?.cancelledAtMs ?? 0)).toBeLessThan(5000);
});

test("waits for a client that does not read, and sends the rest when it does", async () => {
  const simulator = await fleet.start({ itlMs: 0, baseTtftMs: 0 });
  const tokens = 30_000;
  const socket = await openSocket(simulator, toPostBytes(toNamed("a", { max_tokens: tokens })));
  socket.pause();
  const readSent = async (): Promise<number> => (await readOverview(simulator)).tokens;
  await waitUntil(async () => {
    const sent = await readSent();
    return sent > 0 && sent === (await readSent());
  });
  expect(await readSent()).toBeLessThan(tokens);
  socket.resume();
  await waitUntil(async () => (await readOverview(simulator)).completed === 1);
  expect(await readSent()).toBe(tokens);
  socket.destroy();
});

test("sends a document when its last token is due", async () => {
  const simulator = await fleet.start({ itlMs: 4 });
  await ask(simulator, toNamed("a", { stream: false, max_tokens: 5 }));
  const { admittedAtMs, firstByteAtMs, chunks } = await readTruth(simulator, "a");
  expect(chunks.tokens).toEqual([5]);
  expect((chunks.dueAtMs[0] ?? 0) - (admittedAtMs ?? 0)).toBeCloseTo(2 + 16, 2);
  expect(firstByteAtMs).toBe(chunks.sentAtMs[0]);
});
