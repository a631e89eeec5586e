import { afterAll, expect, test } from "vitest";
import { ask, SimulatorFleet, toChat, toPayloads } from "../test-support/plain-client.ts";

const fleet = new SimulatorFleet();
afterAll(() => fleet.close());

interface Chunk {
  id: string;
  object: string;
  model: string;
  choices: {
    delta?: { role?: string; content?: string };
    text?: string;
    logprobs: { content: { token: string; bytes: number[] }[] } | null;
    finish_reason: string | null;
  }[];
  usage?: Record<string, number> | null;
}

const toChunks = (body: string): Chunk[] =>
  toPayloads(body)
    .filter((payload) => payload !== "[DONE]")
    .map((payload) => JSON.parse(payload));

const toText = (chunks: readonly Chunk[]): string =>
  chunks.map(({ choices: [choice] }) => choice?.delta?.content ?? choice?.text ?? "").join("");

const usageOf = (promptTokens: number, outputTokens: number): Record<string, number> => ({
  prompt_tokens: promptTokens,
  completion_tokens: outputTokens,
  total_tokens: promptTokens + outputTokens,
});

test("streams a chat: role, tokens one by one, finish reason, end marker, no usage unasked", async () => {
  const simulator = await fleet.start();
  const reply = await ask(simulator, toChat({ stream: true, max_tokens: 5 }));
  expect(reply.status).toBe(200);
  expect(reply.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
  expect(toPayloads(reply.body).at(-1)).toBe("[DONE]");
  const chunks = toChunks(reply.body);
  const contents = chunks.map((chunk) => chunk.choices[0]?.delta?.content);
  expect(chunks[0]?.choices[0]?.delta).toEqual({ role: "assistant", content: "" });
  expect(contents.slice(1, 6).every((content) => content?.trim() !== "")).toBe(true);
  expect(contents.slice(6)).toEqual([undefined]);
  expect(chunks.map((chunk) => chunk.choices[0]?.finish_reason)).toEqual([
    ...Array.from({ length: 6 }, () => null),
    "length",
  ]);
  expect(chunks.every((chunk) => !("usage" in chunk))).toBe(true);
  expect(toText(chunks).split(" ")).toHaveLength(5);
});

test("streams usage when asked: null on each chunk, then a last one without choices", async () => {
  const simulator = await fleet.start();
  const wanted = { stream: true, max_tokens: 3, stream_options: { include_usage: true } };
  const chunks = toChunks((await ask(simulator, toChat(wanted))).body);
  expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: usageOf(4, 3) });
});

test("counts usage on every chunk when asked for running usage", async () => {
  const simulator = await fleet.start();
  const options = { include_usage: true, continuous_usage_stats: true };
  const wanted = { stream: true, max_tokens: 2, stream_options: options };
  const chunks = toChunks((await ask(simulator, toChat(wanted))).body);
  const counts = chunks.map((chunk) => chunk.usage?.["completion_tokens"]);
  expect(counts).toEqual([0, 1, 2, 2, 2]);
});

test("answers a chat in one document with the same text as its stream", async () => {
  const simulator = await fleet.start();
  const reply = await ask(simulator, toChat({ max_tokens: 7, seed: 3 }));
  const streamed = await ask(simulator, toChat({ max_tokens: 7, seed: 3, stream: true }));
  expect(reply.headers["content-type"]).toBe("application/json");
  const document = JSON.parse(reply.body);
  expect(document).toMatchObject({
    object: "chat.completion",
    model: "m",
    choices: [
      { index: 0, message: { role: "assistant", content: toText(toChunks(streamed.body)) } },
    ],
    usage: usageOf(4, 7),
  });
});

test("answers completions, streamed and not, with the same text", async () => {
  const simulator = await fleet.start();
  const body = { model: "m", prompt: "a  b\n\tc ", max_tokens: 4, seed: 9 };
  const path = "/v1/completions";
  const document = JSON.parse((await ask(simulator, { path, body })).body);
  const streamed = await ask(simulator, { path, body: { ...body, stream: true } });
  const chunks = toChunks(streamed.body);
  expect(document.usage).toEqual(usageOf(3, 4));
  expect(document.object).toBe("text_completion");
  expect(chunks).toHaveLength(5);
  expect(chunks[0]?.choices[0]?.text).not.toBe("");
  expect(toText(chunks)).toBe(document.choices[0].text);
  expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("length");
});

test.each([
  [[1, 2, 3], 3],
  [[[1, 2]], 2],
  [["one two"], 2],
  ["", 0],
])("counts the prompt %j as %i tokens", async (prompt, promptTokens) => {
  const simulator = await fleet.start();
  const body = { model: "m", prompt, max_tokens: 1 };
  const reply = await ask(simulator, { path: "/v1/completions", body });
  expect(JSON.parse(reply.body).usage).toEqual(usageOf(promptTokens, 1));
});

test("counts the words of all messages and of all text parts", async () => {
  const simulator = await fleet.start();
  const messages = [
    { role: "system", content: "be brief" },
    { role: "assistant", content: null },
    { role: "user", content: [{ type: "text", text: "three words here" }, { type: "image_url" }] },
  ];
  const reply = await ask(simulator, toChat({ messages, max_tokens: 1 }));
  expect(JSON.parse(reply.body).usage.prompt_tokens).toBe(5);
});

test("puts several tokens into a chunk and the rest into the last one", async () => {
  const simulator = await fleet.start({ tokensPerChunk: 4 });
  const reply = await ask(simulator, toChat({ stream: true, max_tokens: 10 }));
  const words = toChunks(reply.body)
    .map((chunk) => chunk.choices[0]?.delta?.content ?? "")
    .filter((content) => content !== "")
    .map((content) => content.trim().split(" ").length);
  expect(words).toEqual([4, 4, 2]);
});

test("gives one log probability per token", async () => {
  const simulator = await fleet.start({ tokensPerChunk: 2 });
  const reply = await ask(simulator, toChat({ stream: true, max_tokens: 3, logprobs: true }));
  const chunks = toChunks(reply.body);
  const tokens = chunks.flatMap((chunk) => chunk.choices[0]?.logprobs?.content ?? []);
  expect(tokens.map(({ token }) => token).join("")).toBe(toText(chunks));
  expect(tokens).toHaveLength(3);
  const body = { model: "m", prompt: "x", max_tokens: 3, logprobs: 1 };
  const document = JSON.parse((await ask(simulator, { path: "/v1/completions", body })).body);
  expect(document.choices[0].logprobs.tokens).toHaveLength(3);
});

test("ends with the reason stop when the answer ends before its limit", async () => {
  const simulator = await fleet.start({ outputTokensMean: 4 });
  const document = JSON.parse((await ask(simulator, toChat({ max_tokens: 100 }))).body);
  expect(document.choices[0].finish_reason).toBe("stop");
  expect(document.usage.completion_tokens).toBeLessThanOrEqual(6);
  const forced = await ask(simulator, toChat({ max_tokens: 20, ignore_eos: true }));
  expect(JSON.parse(forced.body).usage.completion_tokens).toBe(20);
});

test("prefers max_completion_tokens and falls back to the default limit", async () => {
  const simulator = await fleet.start({ defaultMaxTokens: 6 });
  const both = await ask(simulator, toChat({ max_tokens: 9, max_completion_tokens: 2 }));
  expect(JSON.parse(both.body).usage.completion_tokens).toBe(2);
  const none = await ask(simulator, toChat());
  expect(JSON.parse(none.body).usage.completion_tokens).toBe(6);
});

test("echoes the request id and the model, whatever letters they have", async () => {
  const simulator = await fleet.start();
  const headers = { "x-request-id": 'id "7"' };
  const reply = await ask(simulator, { ...toChat({ model: "模型-ü", stream: true }), headers });
  expect(reply.headers["x-request-id"]).toBe('id "7"');
  const chunks = toChunks(reply.body);
  expect(chunks.every(({ model }) => model === "模型-ü")).toBe(true);
  expect(chunks.every(({ id }) => id === 'chatcmpl-id "7"')).toBe(true);
  const unnamed = await ask(simulator, toChat({ max_tokens: 1 }));
  expect(unnamed.headers["x-request-id"]).toBe("req-2");
});

test("lists its model and says that it is well", async () => {
  const simulator = await fleet.start({ modelName: "tiny" });
  const models = await ask(simulator, { path: "/v1/models" });
  expect(JSON.parse(models.body).data.map(({ id }: { id: string }) => id)).toEqual(["tiny"]);
  expect((await ask(simulator, { path: "/health" })).status).toBe(200);
});
