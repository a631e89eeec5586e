import { afterAll, expect, test } from "vitest";
import { answerWords, askApi } from "../../test-support/api-client.ts";
import { SimulatorFleet } from "../../test-support/plain-client.ts";

const fleet = new SimulatorFleet();
afterAll(() => fleet.close());

const [one = "", two = ""] = answerWords(2);
const messages = [{ role: "user", content: "a b c" }];

const askBody = async (path: string, body: unknown, headers = {}, config = {}): Promise<string> =>
  (await askApi(await fleet.start(config), { path, body, headers })).body;

const toNamedEvents = (payloads: readonly string[]): string =>
  payloads.map((payload) => `event: ${JSON.parse(payload).type}\ndata: ${payload}\n\n`).join("");

test("streams the blocks of an Anthropic message as named events, without a marker", async () => {
  const body = { model: "m", messages, max_tokens: 2, stream: true };
  const delta = (text: string): string =>
    `{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"${text}"}}`;
  expect(await askBody("/v1/messages", body)).toBe(
    toNamedEvents([
      `{"type":"message_start","message":{"id":"msg_r","type":"message","role":"assistant",` +
        `"model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":` +
        `{"input_tokens":3,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1}}}`,
      `{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}`,
      `{"type":"ping"}`,
      delta(one),
      delta(two),
      `{"type":"content_block_stop","index":0}`,
      `{"type":"message_delta","delta":{"stop_reason":"max_tokens","stop_sequence":null},"usage":{"output_tokens":2}}`,
      `{"type":"message_stop"}`,
    ]),
  );
});

test("wants max_tokens of an Anthropic message, and says so in its own error shape", async () => {
  const body = await askBody("/v1/messages", { model: "m", messages });
  expect(JSON.parse(body)).toMatchObject({
    type: "error",
    error: { type: "invalid_request_error", message: "max_tokens: Field required" },
  });
});

test("thinks in a block of its own before it calls a tool", async () => {
  const tools = [{ name: "look_up", input_schema: { type: "object" } }];
  const body = { model: "m", messages, max_tokens: 3, stream: true, tools };
  const events = (await askBody("/v1/messages", body, {}, { reasoningTokens: 1 })).split("\n\n");
  const payloads = events
    .filter((event) => event !== "")
    .map((event) => JSON.parse(event.replace(/^.*\ndata: /, "")));
  const deltas = payloads.flatMap(({ delta }) => (delta === undefined ? [] : [delta]));
  expect(deltas[0]).toEqual({ type: "thinking_delta", thinking: one });
  const call = deltas.map((delta) => delta.partial_json ?? "").join("");
  expect(JSON.parse(call).text.split(" ")).toHaveLength(3);
  expect(deltas.at(-1)).toMatchObject({ stop_reason: "tool_use" });
  const starts = payloads.flatMap(({ content_block: block }) => block ?? []);
  expect(starts.map(({ type, name }) => name ?? type)).toEqual(["thinking", "look_up"]);
});

const contents = [{ role: "user", parts: [{ text: "a b c" }] }];
const geminiBody = { contents, generationConfig: { maxOutputTokens: 2 } };
const toGemini = (text: string, tokens: number, reason: string): string =>
  `{"candidates":[{"content":{"parts":[{"text":"${text}"}],"role":"model"},${reason}"index":0}],` +
  `"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":${tokens},` +
  `"totalTokenCount":${3 + tokens}},"modelVersion":"g","responseId":"r"}`;
const geminiFrames = [toGemini(one, 1, ""), toGemini(two, 2, `"finishReason":"MAX_TOKENS",`)];

test("streams Gemini as events with alt=sse, else as one growing list", async () => {
  const path = "/v1beta/models/g:streamGenerateContent";
  expect(await askBody(`${path}?alt=sse`, geminiBody)).toBe(
    geminiFrames.map((frame) => `data: ${frame}\r\n\r\n`).join(""),
  );
  expect(await askBody(path, geminiBody)).toBe(`[${geminiFrames.join("\r\n,\r\n")}\r\n]`);
});

test("gives Gemini's candidates side by side", async () => {
  const generationConfig = { maxOutputTokens: 1, candidateCount: 2 };
  const body = await askBody("/v1beta/models/g:generateContent", { contents, generationConfig });
  const { candidates } = JSON.parse(body);
  expect(candidates).toMatchObject([
    { index: 0, content: { parts: [{ text: one }] } },
    { index: 1, content: { parts: [{ text: two }] } },
  ]);
});

test("streams Cohere's events with usage in the last one", async () => {
  const delta = (text: string): string =>
    `{"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"${text}"}}}}`;
  expect(await askBody("/v2/chat", { model: "m", messages, max_tokens: 2, stream: true })).toBe(
    toNamedEvents([
      `{"type":"message-start","id":"r","delta":{"message":{"role":"assistant","content":[],` +
        `"tool_plan":"","tool_calls":[],"citations":[]}}}`,
      `{"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":""}}}}`,
      delta(one),
      delta(two),
      `{"type":"content-end","index":0}`,
      `{"type":"message-end","delta":{"finish_reason":"MAX_TOKENS","usage":{"billed_units":` +
        `{"input_tokens":3,"output_tokens":2},"tokens":{"input_tokens":3,"output_tokens":2},"cached_tokens":0}}}`,
    ]),
  );
});

test.each([
  [true, [one, two]],
  [false, [one, one + two]],
])("streams DashScope's frames, incremental %s", async (isIncremental, texts) => {
  const parameters = { result_format: "message", incremental_output: isIncremental, max_tokens: 2 };
  const body = { model: "m", input: { messages }, parameters };
  const path = "/api/v1/services/aigc/text-generation/generation";
  const frames = texts.map((text, index) => {
    const reason = index === 0 ? "null" : "length";
    return (
      `id:${index + 1}\nevent:result\n:HTTP_STATUS/200\ndata:{"output":{"choices":[{"message":` +
      `{"content":"${text}","role":"assistant"},"finish_reason":"${reason}"}]},"usage":` +
      `{"input_tokens":3,"output_tokens":${index + 1},"total_tokens":${index + 4}},"request_id":"r"}\n\n`
    );
  });
  expect(await askBody(path, body, { "x-dashscope-sse": "enable" })).toBe(frames.join(""));
});

test.each([
  ["/v1/messages", "x-api-key", "secret", { model: "m", messages, max_tokens: 1 }],
  ["/v1beta/models/g:generateContent", "x-goog-api-key", "secret", geminiBody],
  ["/v2/chat", "authorization", "Bearer secret", { model: "m", messages, max_tokens: 1 }],
])("wants the key of %s in %s", async (path, header, value, body) => {
  const simulator = await fleet.start({ apiKey: "secret" });
  expect((await askApi(simulator, { path, body })).status).toBe(401);
  expect((await askApi(simulator, { path, body, headers: { [header]: "x" } })).status).toBe(401);
  expect((await askApi(simulator, { path, body, headers: { [header]: value } })).status).toBe(200);
});
