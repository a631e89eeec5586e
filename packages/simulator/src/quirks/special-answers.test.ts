import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { RunningSimulator } from "../start-simulator.ts";
import {
  ask,
  openSocket,
  SimulatorFleet,
  toChat,
  toPayloads,
  toPostBytes,
  waitUntil,
} from "../test-support/plain-client.ts";
import { askQuirk, readChunks, readReasons, readText } from "../test-support/quirk-client.ts";
import { readOverview } from "../test-support/truth-client.ts";
import { askOnWire } from "../test-support/wire-client.ts";

const fleet = new SimulatorFleet();
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await fleet.start();
});
afterAll(() => fleet.close());

test("F81 sends usage in the finish chunk of each choice", async () => {
  const options = { n: 2, max_tokens: 3, stream_options: { include_usage: true } };
  const chunks = readChunks(await askQuirk(simulator, "F81", options));
  const usages = chunks.filter(({ usage }) => usage).map(({ usage }) => usage);
  const ofOne = { prompt_tokens: 4, completion_tokens: 3, total_tokens: 7 };
  expect(usages).toEqual([ofOne, ofOne]);
  expect(chunks.at(-1)?.choices?.[0]).toMatchObject({ index: 1, finish_reason: "length" });
});

test("F82 tells the status of an error in a comment", async () => {
  const input = { messages: [{ role: "user", content: "one two" }] };
  const body = {
    model: "quirk-F82",
    input,
    parameters: { result_format: "message", max_tokens: 4 },
  };
  const path = "/api/v1/services/aigc/text-generation/generation";
  const headers = { "x-dashscope-sse": "enable" };
  const { text, statusLine } = await askOnWire(simulator, { path, body, headers });
  expect(statusLine).toContain("200");
  expect(text).toContain(":HTTP_STATUS/200\n");
  const [id, event, status, data = ""] = text.split("\n\n").at(-2)?.split("\n") ?? [];
  expect([id, event, status]).toEqual(["id:9", "event:error", ":HTTP_STATUS/500"]);
  expect(JSON.parse(data.slice("data:".length))).toHaveProperty("code");
});

test("F83 writes data: twice", async () => {
  const events = (await askQuirk(simulator, "F83")).text.split("\n\n").slice(0, -1);
  expect(events).toHaveLength(11);
  for (const event of events) expect(event).toMatch(/^data: data: [{[]/);
});

test("F84 counts a token before there is any", async () => {
  const messages = [{ role: "user", content: "one two" }];
  const body = { model: "quirk-F84", max_tokens: 4, messages, stream: true };
  const { text } = await askOnWire(simulator, { path: "/v1/messages", body });
  const payloads = text.split("\n").filter((line) => line.startsWith("data: "));
  const counts = payloads
    .map((line) => JSON.parse(line.slice("data: ".length)))
    .map((event) => event.message?.usage ?? event.usage)
    .filter((usage) => usage !== undefined)
    .map((usage) => usage.output_tokens);
  expect(counts).toEqual([1, 4]);
});

test("F85 blocks an answer of Gemini and one of OpenAI", async () => {
  const body = { contents: [{ role: "user", parts: [{ text: "one two" }] }] };
  const path = "/v1beta/models/quirk-F85:streamGenerateContent?alt=sse";
  const { text, statusLine } = await askOnWire(simulator, { path, body });
  expect(statusLine).toContain("200");
  expect(text).toContain('"promptFeedback":{"blockReason":"SAFETY"}');
  expect(text).not.toContain("candidates");
  const chunks = readChunks(await askQuirk(simulator, "F85"));
  expect(readReasons(chunks).at(-1)).toBe("content_filter");
  expect(readText(chunks)).toBe("");
});

test("F86 sends the whole answer as one chunk", async () => {
  const payloads = toPayloads((await askQuirk(simulator, "F86")).text);
  expect(payloads).toHaveLength(2);
  const [choice] = JSON.parse(payloads[0] ?? "").choices;
  expect(choice.delta.content.split(" ")).toHaveLength(8);
  expect(choice.finish_reason).toBe("length");
});

interface Closed {
  readonly frames: readonly { readonly response?: string; readonly status: number }[];
  readonly code: number;
}

const query = (own: RunningSimulator): Promise<Closed> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${own.host}:${own.port}/chat/completions/ws`);
    const frames: Closed["frames"][number][] = [];
    socket.on("open", () => socket.send(JSON.stringify({ query: "one two", history: [] })));
    socket.on("message", (data: Buffer) => frames.push(JSON.parse(data.toString())));
    socket.on("close", (code) => resolve({ frames, code }));
    socket.on("error", reject);
  });

test("F87 sends each WebSocket frame twice and closes without the final status", async () => {
  const own = await fleet.start({ quirk: "F87", defaultMaxTokens: 3 });
  const { frames, code } = await query(own);
  expect(code).toBe(1011);
  expect(frames.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 202]);
  const texts = frames.map(({ response }) => response);
  expect([texts[1], texts[3], texts[5]]).toEqual([texts[0], texts[2], texts[4]]);
  expect(new Set(texts).size).toBe(3);
});

test("F88 reads requests and answers no more after the first two", async () => {
  const own = await fleet.start({ quirk: "F88" });
  expect((await ask(own, { path: "/health" })).status).toBe(200);
  expect((await ask(own, toChat({ max_tokens: 1 }))).status).toBe(200);
  const sockets = await Promise.all([
    openSocket(own, toPostBytes(toChat({ max_tokens: 1 }))),
    openSocket(own, "GET /health HTTP/1.1\r\nhost: sim\r\n\r\n"),
  ]);
  await waitUntil(async () => (await readOverview(own)).inFlight === 1);
  // An answer would have come before the one that was asked for later.
  await ask(own, { path: "/__truth" });
  expect(sockets.map(({ bytesRead }) => bytesRead)).toEqual([0, 0]);
  for (const socket of sockets) socket.destroy();
});
