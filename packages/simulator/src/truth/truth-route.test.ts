import { afterAll, expect, test } from "vitest";
import { ask, SimulatorFleet, toChat } from "../test-support/plain-client.ts";
import { readOverview, readTruth } from "../test-support/truth-client.ts";

const fleet = new SimulatorFleet();
afterAll(() => fleet.close());

const toNamed = (id: string) => ({
  ...toChat({ stream: true, max_tokens: 3 }),
  headers: { "x-request-id": id },
});

test("tells send times on the monotonic clock of the machine", async () => {
  const simulator = await fleet.start();
  const beforeMs = Number(process.hrtime.bigint()) / 1e6;
  await ask(simulator, toNamed("a"));
  const afterMs = Number(process.hrtime.bigint()) / 1e6;
  const { chunks, receivedAtMs } = await readTruth(simulator, "a");
  expect(chunks.sentAtMs).toHaveLength(3);
  for (const atMs of [receivedAtMs, ...chunks.sentAtMs]) {
    expect(atMs).toBeGreaterThan(beforeMs);
    expect(atMs).toBeLessThan(afterMs);
  }
});

test("counts requests, chunks, tokens and connections", async () => {
  const simulator = await fleet.start({ tokensPerChunk: 2 });
  await ask(simulator, toNamed("a"));
  await ask(simulator, toNamed("b"));
  expect(await readOverview(simulator)).toMatchObject({
    received: 2,
    completed: 2,
    inFlight: 0,
    chunks: 4,
    tokens: 6,
    peakRunning: 1,
    openConnections: 1,
    totalConnections: 3,
    ids: ["a", "b"],
  });
});

test("forgets everything on DELETE and old requests beyond its limit", async () => {
  const simulator = await fleet.start({ truthLimit: 2 });
  for (const id of ["a", "b", "c"]) await ask(simulator, toNamed(id));
  expect((await readOverview(simulator)).ids).toEqual(["b", "c"]);
  expect((await ask(simulator, { path: "/__truth", method: "DELETE" })).status).toBe(204);
  expect(await readOverview(simulator)).toMatchObject({ received: 0, chunks: 0, ids: [] });
});

test("answers 404 for a request that it does not remember", async () => {
  const simulator = await fleet.start();
  const reply = await ask(simulator, { path: "/__truth?id=nobody" });
  expect([reply.status, JSON.parse(reply.body).error.type]).toEqual([404, "not_found_error"]);
});

test("finds an id with letters that a URL must escape", async () => {
  const simulator = await fleet.start();
  await ask(simulator, toNamed("a b&c?d=%7"));
  expect((await readTruth(simulator, "a b&c?d=%7")).sentTokens).toBe(3);
});
