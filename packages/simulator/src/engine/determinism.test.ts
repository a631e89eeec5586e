import { afterAll, expect, test } from "vitest";
import type { RunningSimulator } from "../start-simulator.ts";
import { ask, SimulatorFleet, toChat } from "../test-support/plain-client.ts";
import { readTruth } from "../test-support/truth-client.ts";

const fleet = new SimulatorFleet();
afterAll(() => fleet.close());

const laws = { eosProbability: 0.1, jitter: 0.5, port: 0 };

const askText = async (
  simulator: RunningSimulator,
  id: string | null,
  changes: Record<string, unknown> = {},
): Promise<string> => {
  const headers: Record<string, string> = id === null ? {} : { "x-request-id": id };
  const reply = await ask(simulator, { ...toChat({ max_tokens: 30, ...changes }), headers });
  return JSON.parse(reply.body).choices[0].message.content;
};

test("gives the same answer to the same request id, in whatever order requests come", async () => {
  const [first, second] = [await fleet.start(laws), await fleet.start(laws)];
  const a = await askText(first, "a");
  const b = await askText(first, "b");
  expect(await askText(second, "b")).toBe(b);
  expect(await askText(second, "a")).toBe(a);
  expect(a).not.toBe(b);
});

test("gives the same answer to the same seed of a request, whatever its id", async () => {
  const simulator = await fleet.start(laws);
  const a = await askText(simulator, "a", { seed: 5 });
  expect(await askText(simulator, "b", { seed: 5 })).toBe(a);
  expect(await askText(simulator, "a", { seed: 6 })).not.toBe(a);
});

test("goes by the order of arrival without id and seed", async () => {
  const [first, second] = [await fleet.start(laws), await fleet.start(laws)];
  const texts = [await askText(first, null), await askText(first, null)];
  expect([await askText(second, null), await askText(second, null)]).toEqual(texts);
  expect(texts[0]).not.toBe(texts[1]);
});

test("gives other answers under another seed of the simulator", async () => {
  const [first, second] = [await fleet.start(laws), await fleet.start({ ...laws, seed: 2 })];
  expect(await askText(first, "a")).not.toBe(await askText(second, "a"));
});

test("draws the same times for the same request", async () => {
  const toGaps = async (): Promise<number[]> => {
    const simulator = await fleet.start({ ...laws, eosProbability: 0 });
    await askText(simulator, "a", { stream: false, max_tokens: 1 });
    await ask(simulator, {
      ...toChat({ max_tokens: 6, stream: true }),
      headers: { "x-request-id": "b" },
    });
    const { admittedAtMs, chunks } = await readTruth(simulator, "b");
    return chunks.dueAtMs.map((atMs) => Math.round((atMs - (admittedAtMs ?? 0)) * 100));
  };
  const [once, again] = [await toGaps(), await toGaps()];
  for (const [index, atMs] of once.entries()) {
    expect(Math.abs(atMs - (again[index] ?? 0))).toBeLessThanOrEqual(1);
  }
});

test("changes no text and no length when only the times change", async () => {
  const [first, second] = [await fleet.start(laws), await fleet.start({ ...laws, jitter: 0 })];
  expect(await askText(first, "a")).toBe(await askText(second, "a"));
});
