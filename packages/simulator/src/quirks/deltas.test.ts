import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningSimulator } from "../start-simulator.ts";
import { SimulatorFleet } from "../test-support/plain-client.ts";
import { askQuirk, readChunks, readReasons, readText } from "../test-support/quirk-client.ts";
import { readTruth } from "../test-support/truth-client.ts";
import { askOnWire } from "../test-support/wire-client.ts";

const fleet = new SimulatorFleet();
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await fleet.start();
});
afterAll(() => fleet.close());

const askChunks = async (id: string) => readChunks(await askQuirk(simulator, id));

test("F19 sends the role alone long before the first token", async () => {
  const reply = await askQuirk(simulator, "F19");
  const [first] = readChunks(reply);
  expect(first?.choices?.[0]?.delta).toEqual({ role: "assistant" });
  expect(reply.text.indexOf('"content":"')).toBeGreaterThan(reply.text.indexOf("\n\n"));
  const truth = await readTruth(simulator, reply.headers["x-request-id"] ?? "");
  expect((truth.chunks.dueAtMs[0] ?? 0) - (truth.admittedAtMs ?? 0)).toBeGreaterThan(95);
  expect(truth.firstByteAtMs).toBeLessThan(truth.chunks.sentAtMs[0] ?? 0);
});

test("F20 sends null as the first content", async () => {
  const [first] = await askChunks("F20");
  expect(first?.choices?.[0]?.delta).toEqual({ role: "assistant", content: null });
});

test("F21 sends chunks without delta and without choices", async () => {
  const chunks = await askChunks("F21");
  expect(chunks[0]).toMatchObject({ id: "", choices: [] });
  expect(chunks.some((chunk) => !("choices" in chunk))).toBe(true);
  expect(chunks.some(({ choices }) => choices === null)).toBe(true);
  expect(chunks.slice(1).some(({ choices }) => choices?.length === 0)).toBe(true);
  expect(chunks.some(({ choices }) => choices?.[0] && !("delta" in choices[0]))).toBe(true);
  expect(readText(chunks).split(" ")).toHaveLength(8);
});

test("F22 writes the absent finish reason in other ways", async () => {
  const reasons = readReasons(await askChunks("F22"));
  expect(new Set(reasons)).toEqual(new Set([null, "", "null", undefined, "length"]));
});

test("F23 sends the last text in the chunk that finishes", async () => {
  const chunks = await askChunks("F23");
  expect(chunks).toHaveLength(9);
  expect(chunks.at(-1)?.choices?.[0]?.finish_reason).toBe("length");
  expect(chunks.at(-1)?.choices?.[0]?.delta?.["content"]).toMatch(/^ [a-z]+$/);
});

test("F24 sends the finish reason in an empty chunk", async () => {
  const last = (await askChunks("F24")).at(-1)?.choices?.[0];
  expect(last).toMatchObject({ delta: {}, finish_reason: "length" });
});

test("F25 sends a filter result and a late text after the finish", async () => {
  const chunks = await askChunks("F25");
  expect(readReasons(chunks).slice(-3)).toEqual(["length", null, null]);
  expect(chunks.at(-2)?.choices?.[0]).not.toHaveProperty("delta");
  expect(chunks.at(-1)?.choices?.[0]?.delta).toEqual({ content: " late" });
});

test("F26 repeats the role in every delta", async () => {
  const deltas = (await askChunks("F26")).slice(0, 9).map(({ choices }) => choices?.[0]?.delta);
  for (const delta of deltas) expect(delta?.["role"]).toBe("assistant");
});

test("F27 sends the whole message beside each delta", async () => {
  const chunks = (await askChunks("F27")).slice(1, 9);
  let text = "";
  for (const { choices } of chunks) {
    text += choices?.[0]?.delta?.["content"] ?? "";
    expect(choices?.[0]?.message).toEqual({ role: "assistant", content: text });
  }
  expect(text.split(" ")).toHaveLength(8);
});

test("F28 sends the whole text so far in each delta", async () => {
  const contents = (await askChunks("F28"))
    .slice(1, 9)
    .map(({ choices }) => choices?.[0]?.delta?.["content"] ?? "");
  for (const [index, content] of contents.entries()) {
    expect(content.startsWith(contents[index - 1] ?? "")).toBe(true);
    expect(content.split(" ")).toHaveLength(index + 1);
  }
});

const askGenerate = async (quirk: string): Promise<string[]> => {
  const sglang = await fleet.start({ as: "sglang", quirk });
  const body = { text: "one two", sampling_params: { max_new_tokens: 4 }, stream: true };
  const { text } = await askOnWire(sglang, { path: "/generate", body });
  return readChunks({ text }).map((frame) => String(frame["text"]));
};

test("F29 sends each frame of the whole text twice", async () => {
  const texts = await askGenerate("F29");
  const [first, again, second] = texts;
  expect(again).toBe(first);
  expect(second).not.toBe(first);
  expect(second?.startsWith(first ?? "-")).toBe(true);
});

test("F30 mends text that it has sent", async () => {
  const texts = await askGenerate("F30");
  const [torn = "", mended = ""] = texts;
  expect(torn).toMatch(/^[a-z]+\ufffd$/);
  expect(mended).toMatch(/^[a-z]+ [a-z]+$/);
  expect(mended.startsWith(torn)).toBe(false);
  expect(mended.startsWith(torn.slice(0, -1))).toBe(true);
  expect(texts.at(-1)).not.toContain("\ufffd");
});
