import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningSimulator } from "../start-simulator.ts";
import { ask, SimulatorFleet, toChat } from "../test-support/plain-client.ts";
import { askQuirk, readChunks } from "../test-support/quirk-client.ts";

const fleet = new SimulatorFleet();
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await fleet.start();
});
afterAll(() => fleet.close());

const asked = { stream_options: { include_usage: true } };
const right = { prompt_tokens: 4, completion_tokens: 8, total_tokens: 12 };

const askUsages = async (id: string, changes = {}) =>
  readChunks(await askQuirk(simulator, id, changes)).map(({ usage }) => usage);

const askWhole = async (id: string) => {
  const { body } = await ask(simulator, toChat({ model: `quirk-${id}`, max_tokens: 8 }));
  return JSON.parse(body);
};

test("F31 sends no usage, asked or not", async () => {
  const { text } = await askQuirk(simulator, "F31", asked);
  expect(text).not.toContain("usage");
  expect(readChunks({ text })).toHaveLength(10);
  expect(await askWhole("F31")).not.toHaveProperty("usage");
});

test("F32 sends null as usage in each chunk", async () => {
  expect(new Set(await askUsages("F32"))).toEqual(new Set([null]));
  const usages = await askUsages("F32", asked);
  expect(usages.at(-1)).toEqual(right);
  expect(new Set(usages.slice(0, -1))).toEqual(new Set([null]));
});

test("F33 sends the usage so far in every chunk", async () => {
  const counts = (await askUsages("F33")).map((usage) => usage?.completion_tokens);
  expect(counts).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 8]);
});

test.each([{}, asked])("F34 sends usage in the chunk that finishes: %j", async (changes) => {
  const usages = await askUsages("F34", changes);
  expect(usages).toHaveLength(10);
  expect(usages.at(-1)).toEqual(right);
  expect(new Set(usages.slice(0, -1))).toEqual(new Set([undefined]));
});

test.each([{}, asked])("F35 sends usage twice: %j", async (changes) => {
  const chunks = readChunks(await askQuirk(simulator, "F35", changes));
  expect(chunks).toHaveLength(11);
  expect(chunks.slice(-2).map(({ usage }) => usage)).toEqual([right, right]);
  expect(chunks.slice(-2).map(({ choices }) => choices?.length)).toEqual([1, 0]);
});

test("F36 sends a usage of zeros", async () => {
  const usages = await askUsages("F36");
  expect(usages).toHaveLength(10);
  for (const usage of usages)
    expect(usage).toEqual({ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 });
});

test("F37 counts wrongly, in a stream and in a document", async () => {
  expect((await askUsages("F37")).at(-1)?.completion_tokens).toBe(7);
  expect((await askWhole("F37")).usage.completion_tokens).toBe(12);
});

test("F38 sends usage in a field of its own", async () => {
  const chunks = readChunks(await askQuirk(simulator, "F38", asked));
  expect(chunks.every((chunk) => !("usage" in chunk))).toBe(true);
  expect(chunks[0]?.["x_groq"]).toEqual({ id: "req_1" });
  expect(chunks.at(-1)?.["x_groq"]).toMatchObject({ usage: right });
});
