import { afterAll, expect, test } from "vitest";
import { answerWords, askApi } from "../../test-support/api-client.ts";
import { SimulatorFleet } from "../../test-support/plain-client.ts";
import { readTruth } from "../../test-support/truth-client.ts";

const fleet = new SimulatorFleet();
afterAll(() => fleet.close());

const words = answerWords(6);
const messages = [{ role: "user", content: "a b c" }];

interface Choice {
  index: number;
  delta: {
    content?: string | null;
    reasoning_content?: string;
    tool_calls?: { function: { name?: string; arguments: string } }[];
  };
  finish_reason: string | null;
}

const streamChoices = async (body: object, config = {}): Promise<Choice[]> => {
  const simulator = await fleet.start(config);
  const reply = await askApi(simulator, {
    path: "/v1/chat/completions",
    body: { model: "m", messages, stream: true, ...body },
  });
  return reply.body
    .split("\n\n")
    .filter((event) => event.startsWith("data: {"))
    .flatMap((event) => JSON.parse(event.slice("data: ".length)).choices);
};

test("streams a response as numbered events that end with the whole of it", async () => {
  const simulator = await fleet.start();
  const body = { model: "m", input: "a b c", max_output_tokens: 2, stream: true };
  const reply = await askApi(simulator, { path: "/v1/responses", body });
  const events = reply.body.split("\n\n").filter((event) => event !== "");
  const payloads = events.map((event) => JSON.parse(event.replace(/^event: .*\ndata: /, "")));
  expect(events.map((event) => event.split("\n")[0])).toEqual(
    payloads.map(({ type }) => `event: ${type}`),
  );
  expect(payloads.map((payload) => payload.sequence_number)).toEqual(payloads.map((_, at) => at));
  expect(payloads.map(({ type }) => type.replace("response.", ""))).toEqual([
    "created",
    "in_progress",
    "output_item.added",
    "content_part.added",
    "output_text.delta",
    "output_text.delta",
    "output_text.done",
    "content_part.done",
    "output_item.done",
    "incomplete",
  ]);
  expect(payloads[4]).toMatchObject({ delta: words[0], item_id: "msg_resp_r", output_index: 0 });
  expect(payloads.at(-1).response).toMatchObject({
    status: "incomplete",
    incomplete_details: { reason: "max_output_tokens" },
    output: [{ type: "message", content: [{ text: words.slice(0, 2).join("") }] }],
    usage: { input_tokens: 3, output_tokens: 2, total_tokens: 5 },
  });
});

test("answers a response without a stream, with reasoning before the call of a function", async () => {
  const simulator = await fleet.start({ reasoningTokens: 1 });
  const tools = [{ type: "function", name: "look_up" }];
  const body = { model: "m", input: [{ role: "user", content: "a" }], max_output_tokens: 3, tools };
  const { output, usage } = JSON.parse(
    (await askApi(simulator, { path: "/v1/responses", body })).body,
  );
  expect(output).toMatchObject([
    { type: "reasoning", content: [{ text: words[0] }] },
    { type: "function_call", name: "look_up" },
  ]);
  expect(JSON.parse(output[1].arguments)).toEqual({ text: words.slice(1, 3).join("") });
  expect(usage.output_tokens_details.reasoning_tokens).toBe(1);
});

test("reasons first, when the model is called reasoning or the configuration says so", async () => {
  const choices = await streamChoices({ model: "reasoning", max_tokens: 10 });
  const reasoning = choices.filter(({ delta }) => delta.reasoning_content !== undefined);
  expect(reasoning).toHaveLength(8);
  expect(choices.at(-2)?.delta.content).toBe(answerWords(10)[9]);
  const configured = await streamChoices(
    { max_tokens: 4 },
    { reasoningTokens: 3, tokensPerChunk: 2 },
  );
  expect(configured.map(({ delta }) => delta.reasoning_content ?? "").join("")).toBe(
    words.slice(0, 4).join(""),
  );
});

test("streams the call of a function in pieces that make a JSON document", async () => {
  const tools = [{ type: "function", function: { name: "look_up" } }];
  const choices = await streamChoices({ max_tokens: 3, tools });
  const pieces = choices.flatMap(({ delta }) => delta.tool_calls ?? []);
  expect(pieces[0]?.function.name).toBe("look_up");
  const whole = pieces.map((piece) => piece.function.arguments).join("");
  expect(JSON.parse(whole)).toEqual({ text: words.slice(0, 3).join("") });
  expect(choices.at(-1)?.finish_reason).toBe("tool_calls");
  const refusing = await streamChoices({ max_tokens: 1, tools, tool_choice: "none" });
  expect(refusing.at(-1)?.finish_reason).toBe("length");
});

test("streams several choices side by side, and finishes each of them", async () => {
  const choices = await streamChoices({ max_tokens: 3, n: 2 });
  const texts = [0, 1].map((index) =>
    choices.filter((choice) => choice.index === index).map(({ delta }) => delta.content ?? ""),
  );
  expect(choices.slice(2, 8).map(({ index }) => index)).toEqual([0, 1, 0, 1, 0, 1]);
  expect(texts[0]?.join("")).toBe([words[0], words[2], words[4]].join(""));
  expect(choices.slice(-2).map(({ finish_reason: reason }) => reason)).toEqual([
    "length",
    "length",
  ]);
});

test("counts all choices in usage and in the truth", async () => {
  const simulator = await fleet.start({ tokensPerChunk: 2 });
  const body = { model: "m", messages, max_tokens: 3, n: 2 };
  const reply = await askApi(simulator, { path: "/v1/chat/completions", body });
  const { choices, usage } = JSON.parse(reply.body);
  expect(usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 6 });
  expect(choices[0].message.content).toBe([words[0], words[1], words[4]].join(""));
  expect(await readTruth(simulator, "r")).toMatchObject({ plannedTokens: 6, sentTokens: 6 });
});

test("generates at least min_tokens", async () => {
  const choices = await streamChoices({ max_tokens: 9, min_tokens: 5 }, { eosProbability: 1 });
  expect(choices.filter(({ delta }) => (delta.content ?? "") !== "")).toHaveLength(5);
  expect(choices.at(-1)?.finish_reason).toBe("stop");
});

test("embeds the same text into the same vector, as numbers or as base64", async () => {
  const simulator = await fleet.start();
  const ask = async (changes: object) => {
    const body = { model: "m", input: ["a b", "c", "a b"], dimensions: 4, ...changes };
    return JSON.parse((await askApi(simulator, { path: "/v1/embeddings", body })).body);
  };
  const { data, usage } = await ask({});
  expect(data.map(({ index }: { index: number }) => index)).toEqual([0, 1, 2]);
  expect(data[0].embedding).toHaveLength(4);
  expect(data[2].embedding).toEqual(data[0].embedding);
  expect(data[1].embedding).not.toEqual(data[0].embedding);
  expect(usage).toEqual({ prompt_tokens: 5, total_tokens: 5 });
  const packed = Buffer.from(
    (await ask({ encoding_format: "base64" })).data[0].embedding,
    "base64",
  );
  expect(packed.readFloatLE(4)).toBe(data[0].embedding[1]);
  expect(await readTruth(simulator, "r")).toMatchObject({ plannedTokens: 0, state: "completed" });
});

test("ranks documents by their scores", async () => {
  const simulator = await fleet.start();
  const documents = ["a b", { text: "c" }, "d"];
  const body = { model: "m", query: "q", documents, top_n: 2, return_documents: true };
  const reply = await askApi(simulator, { path: "/v1/rerank", body });
  const { results, usage } = JSON.parse(reply.body);
  expect(results).toHaveLength(2);
  expect(results[0].relevance_score).toBeGreaterThan(results[1].relevance_score);
  expect(results[0].document.text).toBeTypeOf("string");
  expect(usage).toEqual({ total_tokens: 5 });
});
