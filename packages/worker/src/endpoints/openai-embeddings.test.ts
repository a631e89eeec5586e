import { expect, test } from "vitest";
import { decodeReply, harmfulCuts, leastRequest } from "../../../../test/support/decode-reply.ts";
import { syntheticText } from "../prompts/synthetic-prompt.ts";
import { createBodyTemplate } from "./body-template.ts";
import { openAiEmbeddings } from "./openai-embeddings.ts";

const hints = { isStreamRequest: false, contentType: "application/json" };
const read = (body: unknown) => decodeReply(openAiEmbeddings, JSON.stringify(body), hints);

test("sends one input as text, and several as a list that begins with the prompt", () => {
  expect(openAiEmbeddings.path(leastRequest)).toBe("/v1/embeddings");
  expect(openAiEmbeddings.buildBody(leastRequest, "Hi")).toEqual({ model: "m", input: "Hi" });
  const { input } = openAiEmbeddings.buildBody({ ...leastRequest, model: "", items: 3 }, "Hi");
  expect(input).toHaveLength(3);
  expect(new Set(input as string[]).size).toBe(3);
  expect(input).toHaveProperty("0", "Hi");
});

test("makes every input of a batch as long as prompts are, and holds the prompt once", () => {
  const options = { ...leastRequest, items: 5, itemTokens: 12 };
  const { input } = openAiEmbeddings.buildBody(options, syntheticText(12));
  const texts = input as string[];
  expect(texts.map((text) => text.split(" ").length)).toEqual([12, 12, 12, 12, 12]);
  expect(JSON.stringify(input).split(syntheticText(12))).toHaveLength(2);
});

test("varies the prompt of a batch, and the prompt only", () => {
  const options = { ...leastRequest, items: 4 };
  const build = (prompt: string) => openAiEmbeddings.buildBody(options, prompt);
  const rendered = createBodyTemplate(build, "Hi").render("cat dog ").toString();
  expect(JSON.parse(rendered)).toEqual(build("cat dog Hi"));
});

test.each<[string, unknown, number]>([
  ["OpenAI", { data: [{ embedding: [0.5, 1] }, { embedding: [2, 3] }] }, 2],
  ["base64", { data: [{ embedding: "AAAAPw==" }] }, 1],
  ["Ollama", { embeddings: [[0.5], [1], [2]] }, 3],
  ["Cohere", { embeddings: { float: [[0.5], [1]] } }, 2],
  ["TEI", [[0.5], [1]], 2],
  ["TEI with one input", [[0.5]], 1],
])("counts the vectors of %s", (_name, body, items) => {
  expect(read(body)).toMatchObject({
    items,
    hasOutput: true,
    isFinished: true,
    inbandError: null,
    badFrame: null,
    notes: [],
    tokenEvents: 0,
  });
});

test("counts the prompt's tokens, from the total where there is nothing else", () => {
  const data = [{ embedding: [1] }];
  expect(read({ data, usage: { prompt_tokens: 8, total_tokens: 8 } }).usage).toEqual({
    inputTokens: 8,
    outputTokens: null,
    reasoningTokens: null,
    cachedTokens: null,
  });
  expect(read({ data, usage: { total_tokens: 5 } }).usage?.inputTokens).toBe(5);
  expect(read({ embeddings: [[1]], prompt_eval_count: 4 }).usage?.inputTokens).toBe(4);
  expect(read({ data }).usage).toBeNull();
});

test.each<[string, unknown]>([
  ["without vectors", { object: "list", data: [] }],
  ["with empty vectors", { data: [{ embedding: [] }, { embedding: "" }] }],
])("calls an answer %s empty", (_name, body) => {
  expect(read(body)).toMatchObject({ items: 0, hasOutput: false, isFinished: true });
});

test("refuses what is no answer, and reads errors", () => {
  expect(read({ hello: 1 }).badFrame).toContain("no answer of this API");
  expect(read({ error: "too long", error_type: "Tokenizer" }).inbandError).toContain("too long");
});

test("reads the same wherever the body is cut", () => {
  const body = { data: [{ index: 0, embedding: [0.25, -1e-3] }], usage: { prompt_tokens: 2 } };
  expect(harmfulCuts(openAiEmbeddings, Buffer.from(JSON.stringify(body)), hints)).toEqual([]);
});
