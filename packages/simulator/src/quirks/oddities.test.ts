import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningSimulator } from "../start-simulator.ts";
import { SimulatorFleet, toChat, toPayloads } from "../test-support/plain-client.ts";
import { askQuirk, readChunks, readText } from "../test-support/quirk-client.ts";
import { readTruth } from "../test-support/truth-client.ts";
import { askOnWire } from "../test-support/wire-client.ts";

const fleet = new SimulatorFleet();
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await fleet.start();
});
afterAll(() => fleet.close());

const countPings = (text: string): number => text.split(": ping\n\n").length - 1;

test("F70 sends nothing but pings after half of the tokens", async () => {
  const wanted = toChat({ model: "quirk-F70", stream: true, max_tokens: 8 });
  const reply = await askOnWire(simulator, wanted, (soFar) => countPings(soFar) === 5);
  const [chunks = "", ...pings] = reply.text.split(": ping\n\n");
  expect(toPayloads(chunks)).toHaveLength(5);
  expect(pings.join("")).toBe("");
  expect(reply.endedAtMs).toBeGreaterThan(200);
});

test("F71 sends not even headers before the first token", async () => {
  const reply = await askQuirk(simulator, "F71");
  expect(reply.firstByteAtMs).toBeGreaterThan(290);
  expect(readChunks(reply)).toHaveLength(10);
});

test("F72 ends with a frame of 2 MiB", async () => {
  const llama = await fleet.start({ quirk: "F72", as: "llama-cpp" });
  const body = { prompt: "one two", n_predict: 3, stream: true };
  const { text } = await askOnWire(llama, { path: "/completion", body });
  const frames = readChunks({ text });
  expect(JSON.stringify(frames.at(-1)).length).toBeGreaterThan(2_000_000);
  expect(frames.at(-1)?.["stop"]).toBe(true);
  expect(JSON.stringify(frames.slice(0, -1)).length).toBeLessThan(10_000);
});

test("F73 sends progress without tokens, before the first token", async () => {
  const llama = await fleet.start({ quirk: "F73", as: "llama-cpp" });
  const body = { prompt: "one two", n_predict: 3, stream: true };
  const reply = await askOnWire(llama, { path: "/completion", body });
  const frames = readChunks(reply);
  expect(frames.slice(0, 3).map((frame) => frame["prompt_progress"])).toMatchObject([
    { processed: 512 },
    { processed: 1024 },
    { processed: 1536 },
  ]);
  const truth = await readTruth(llama, reply.headers["x-request-id"] ?? "");
  expect((truth.chunks.dueAtMs[0] ?? 0) - (truth.admittedAtMs ?? 0)).toBeGreaterThan(45);
  expect(truth.firstByteAtMs).toBeLessThan(truth.chunks.sentAtMs[0] ?? 0);
});

test.each([
  [0, undefined],
  [1, "text/plain"],
  [2, "application/octet-stream"],
])("F74 sends no content type or a wrong one: seed %i", async (seed, contentType) => {
  const { headers, text } = await askQuirk(simulator, "F74", { seed });
  expect(headers["content-type"]).toBe(contentType);
  expect(readChunks({ text })).toHaveLength(10);
});

test("F75 sends other fields around the data", async () => {
  const events = (await askQuirk(simulator, "F75")).text.split("\n\n").slice(0, -1);
  expect(events).toHaveLength(11);
  for (const [index, event] of events.entries()) {
    const lines = event.split("\n");
    expect(lines.slice(0, 4)).toEqual([`id: ${index}`, "retry: 3000", "unknown: field", "nocolon"]);
    expect(lines[4]).toMatch(/^data: /);
    expect(lines[5]).toBe("event: message");
  }
});

test("F76 begins with a byte order mark", async () => {
  const { body } = await askQuirk(simulator, "F76");
  expect([...body.subarray(0, 4)]).toEqual([0xef, 0xbb, 0xbf, "d".charCodeAt(0)]);
});

test("F77 sends JSON on which parsers differ", async () => {
  const payloads = toPayloads((await askQuirk(simulator, "F77")).text).slice(1, 9);
  const [notNumbers = "", twice = "", surrogate = ""] = payloads;
  expect(notNumbers).toContain(`"mean_logprob":NaN,"worst":-Infinity,"best":Infinity}`);
  expect(() => JSON.parse(notNumbers)).toThrow(SyntaxError);
  expect(twice.split('"object":')).toHaveLength(3);
  expect(surrogate).toContain("\\ud83d");
});

test("F78 identifies chunks wrongly", async () => {
  for (const chunk of readChunks(await askQuirk(simulator, "F78"))) {
    expect(chunk).toMatchObject({ id: "", object: "chat.completions.chunks" });
    expect(Number.isInteger(chunk.created)).toBe(false);
  }
});

test("F79 pads chunks by different lengths", async () => {
  const chunks = readChunks(await askQuirk(simulator, "F79"));
  const paddings = chunks.map((chunk) => String(chunk["obfuscation"]));
  expect(new Set(paddings.map((padding) => padding.length)).size).toBeGreaterThan(5);
  expect(readText(chunks)).not.toContain("xx");
});

test("F80 sends times that are nonsense", async () => {
  const messages = [{ role: "user", content: "one two" }];
  const body = { model: "quirk-F80", messages, options: { num_predict: 4 } };
  const { text } = await askOnWire(simulator, { path: "/api/chat", body });
  const times = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).created_at);
  expect(times.slice(0, 3)).toEqual([
    "0001-01-01T00:00:00.000Z",
    "2100-01-01T00:00:00.000Z",
    "1969-12-31T23:59:59.000Z",
  ]);
});
