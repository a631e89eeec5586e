import { afterAll, expect, test } from "vitest";
import { answerWords, askApi } from "../../test-support/api-client.ts";
import { SimulatorFleet } from "../../test-support/plain-client.ts";
import { toTokenId } from "../answer/tokens.ts";

const fleet = new SimulatorFleet();
afterAll(() => fleet.close());

const [one = "", two = ""] = answerWords(2);
const [firstId, secondId] = [toTokenId(one), toTokenId(two)];

const askAs = async (as: string, path: string, body: unknown, config = {}) => {
  const simulator = await fleet.start({ as, ...config });
  return askApi(simulator, { path, body });
};

test("streams TGI's tokens one by one, with the whole text in the last event and no marker", async () => {
  const body = { inputs: "a b", parameters: { max_new_tokens: 2, details: true } };
  const reply = await askAs("tgi", "/generate_stream", body);
  expect(reply.body).toMatch(
    /^data: \{"index":1,"token":\{"id":\d+,"text":"[a-z]+","logprob":-[\d.]+,"special":false\},"generated_text":null,"details":null\}\n\n/,
  );
  expect(
    reply.body.endsWith(
      `"special":false},"generated_text":"${one}${two}","details":{"finish_reason":"length",` +
        `"generated_tokens":2,"seed":null,"input_length":2}}\n\n`,
    ),
  ).toBe(true);
});

test("ends a TGI answer that stops by itself with a special token", async () => {
  const reply = await askAs("tgi", "/generate_stream", { inputs: "a" }, { eosProbability: 1 });
  expect(
    reply.body.endsWith(
      `data: {"index":2,"token":{"id":2,"text":"</s>","logprob":-0.1,"special":true},` +
        `"generated_text":"${one}","details":null}\n\n`,
    ),
  ).toBe(true);
});

test("answers TGI's calls without a stream, at / in a list, with times and counts in headers", async () => {
  const body = { inputs: "a b", parameters: { max_new_tokens: 2 } };
  const whole = await askAs("tgi", "/generate", body);
  expect(whole.body).toBe(`{"generated_text":"${one}${two}"}`);
  expect(whole.headers).toMatchObject({ "x-prompt-tokens": "2", "x-generated-tokens": "2" });
  expect((await askAs("tgi", "/", body)).body).toBe(`[${whole.body}]`);
  const refused = await askAs("tgi", "/generate", { inputs: 3 });
  expect([refused.status, JSON.parse(refused.body).error_type]).toEqual([422, "validation"]);
});

test("repeats SGLang's text from its start in each event", async () => {
  const body = { text: "a b", stream: true, sampling_params: { max_new_tokens: 2 } };
  const meta = (reason: string, tokens: number, last: string): string =>
    `"meta_info":{"id":"r","finish_reason":${reason},"prompt_tokens":2,` +
    `"completion_tokens":${tokens},"cached_tokens":0,${last}}}\n\n`;
  expect((await askAs("sglang", "/generate", body)).body).toBe(
    `data: {"text":"${one}","output_ids":[${firstId}],${meta("null", 1, `"weight_version":"default"`)}` +
      `data: {"text":"${one}${two}","output_ids":[${firstId},${secondId}],` +
      meta(`{"type":"length","length":2}`, 2, `"e2e_latency":0`) +
      "data: [DONE]\n\n",
  );
});

test("sends LMDeploy's new text only, in fields of the same names", async () => {
  const body = { prompt: "a b", stream: true, max_tokens: 2 };
  const event = (text: string, id: number, tokens: number, reason: string): string =>
    `data: {"text":"${text}","output_ids":[${id}],"meta_info":{"prompt_tokens":2,` +
    `"completion_tokens":${tokens},"finish_reason":${reason}}}\n\n`;
  expect((await askAs("lmdeploy", "/generate", body)).body).toBe(
    `${event(one, firstId, 1, "null")}${event(two, secondId, 2, `{"type":"length"}`)}data: [DONE]\n\n`,
  );
});

test("ends documents with NUL bytes for vLLM's demo server and FastChat's worker", async () => {
  const demo = await askAs("vllm", "/generate", { prompt: "a b ", stream: true, max_tokens: 2 });
  expect(demo.headers["content-type"]).toBeUndefined();
  expect(demo.body).toBe(`{"text":["a b ${one}"]}\0{"text":["a b ${one}${two}"]}\0`);
  const worker = { prompt: "a b", max_new_tokens: 2 };
  const documents = (await askAs("fastchat", "/worker_generate_stream", worker)).body.split("\0");
  expect(documents.map((document) => (document === "" ? null : JSON.parse(document)))).toEqual([
    {
      text: one,
      error_code: 0,
      usage: { prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 },
      finish_reason: null,
    },
    {
      text: one + two,
      error_code: 0,
      usage: { prompt_tokens: 2, completion_tokens: 2, total_tokens: 4 },
      finish_reason: null,
    },
    {
      text: one + two,
      error_code: 0,
      usage: { prompt_tokens: 2, completion_tokens: 2, total_tokens: 4 },
      finish_reason: "length",
    },
    null,
  ]);
});

test("repeats the prompt in the last event of llama.cpp, which has no marker", async () => {
  const body = { prompt: "a b", n_predict: 2, stream: true };
  const events = (await askAs("llama-cpp", "/completion", body)).body.split("\n\n");
  expect(events[0]).toBe(
    `data: {"index":0,"content":"${one}","tokens":[],"stop":false,"id_slot":-1,` +
      `"tokens_predicted":1,"tokens_evaluated":2}`,
  );
  expect(events[2]).toContain(`"content":"","tokens":[],"id_slot":0,"stop":true`);
  expect(events[2]).toContain(`"prompt":"a b"`);
  expect(events[2]).toContain(`"stop_type":"limit"`);
  expect(events).toHaveLength(4);
});

test("streams Ollama's lines unless told not to, with durations in nanoseconds at the end", async () => {
  const body = { model: "m", prompt: "a b", options: { num_predict: 2 } };
  const reply = await askAs("ollama", "/api/generate", body);
  expect(reply.headers["content-type"]).toBe("application/x-ndjson");
  expect(reply.body).toBe(
    `{"model":"m","created_at":0,"response":"${one}","done":false}\n` +
      `{"model":"m","created_at":0,"response":"${two}","done":false}\n` +
      `{"model":"m","created_at":0,"response":"","done":true,"done_reason":"length",` +
      `"context":[${firstId},${secondId}],"total_duration":0,"load_duration":0,` +
      `"prompt_eval_count":2,"prompt_eval_duration":0,"eval_count":2,"eval_duration":0}\n`,
  );
  const messages = [{ role: "user", content: "" }];
  const chat = { model: "m", messages, stream: false, options: { num_predict: 1 } };
  const whole = await askAs("ollama", "/api/chat", chat);
  expect(JSON.parse(whole.body)).toMatchObject({ message: { content: one }, eval_count: 1 });
  expect(whole.body).not.toContain("prompt_eval_count");
});

test("streams Triton's outputs without any end, and MindIE's with details where asked for", async () => {
  const head = `{"model_name":"ensemble","model_version":"1","sequence_end":false,"sequence_id":0,"sequence_start":false,"text_output":"`;
  const path = "/v2/models/ensemble/generate_stream";
  const body = { text_input: "a b", max_tokens: 2 };
  expect((await askAs("triton", path, body)).body).toBe(
    `data: ${head}${one}"}\n\ndata: ${head}${two}"}\n\n`,
  );
  const echo = { ...body, exclude_input_in_output: false };
  expect((await askAs("triton", "/v2/models/ensemble/generate", echo)).body).toBe(
    `${head}a b${one}${two}"}`,
  );
  const detailed = { ...body, parameters: { details: true } };
  const events = (await askAs("mindie", path, detailed)).body.split("\n\n");
  expect(events[0]).toBe(
    `data:{"id":"r","model_name":"ensemble","model_version":null,"text_output":"${one}","details":` +
      `{"generated_tokens":1,"first_token_cost":null,"decode_cost":null},"prefill_time":0,"decode_time":null}`,
  );
  expect(events[1]).toContain(`"details":{"finish_reason":"length","generated_tokens":2,`);
});

test("reads and writes tensors at KServe's infer call", async () => {
  const inputs = [
    { name: "text_input", datatype: "BYTES", shape: [1, 1], data: [["a b"]] },
    { name: "max_tokens", datatype: "INT32", shape: [1, 1], data: [2] },
  ];
  const reply = await askAs("triton", "/v2/models/ensemble/infer", { id: "7", inputs });
  expect(JSON.parse(reply.body)).toEqual({
    id: "7",
    model_name: "ensemble",
    model_version: "1",
    outputs: [{ name: "text_output", datatype: "BYTES", shape: [1], data: [one + two] }],
  });
});

test("leaves the tail of MindIE's infer call to the last event", async () => {
  const body = { inputs: "a b", stream: true, parameters: { max_new_tokens: 2, details: true } };
  expect((await askAs("mindie", "/infer", body)).body).toBe(
    `data: {"prefill_time":0,"decode_time":null,"token":{"id":[${firstId}],"text":"${one}"}}\n\n` +
      `data: {"generated_text":"${one}${two}","details":{"finish_reason":"length",` +
      `"generated_tokens":2,"seed":null},"token":{"id":[${secondId}],"text":null}}\n\n`,
  );
});

test("never goes beyond the limit of MindIE, and closes the connection after a document", async () => {
  const body = { model: "m", prompt: "a", max_tokens: 2000 };
  const reply = await askAs("mindie", "/v1/completions", body, { itlMs: 0 });
  expect(JSON.parse(reply.body)).toMatchObject({
    usage: { completion_tokens: 512 },
    choices: [{ finish_reason: "length" }],
  });
  expect(reply.headers.connection).toBe("close");
});
