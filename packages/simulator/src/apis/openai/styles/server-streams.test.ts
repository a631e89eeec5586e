import { afterAll, expect, test } from "vitest";
import { answerWords, askApi } from "../../../test-support/api-client.ts";
import { SimulatorFleet } from "../../../test-support/plain-client.ts";
import { serverNames } from "../../servers.ts";

const fleet = new SimulatorFleet();
afterAll(() => fleet.close());

const [one = "", two = ""] = answerWords(2);
const usage = `"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}`;

const stream = async (as: string, asksUsage: boolean): Promise<string> => {
  const simulator = await fleet.start({ as });
  const { body } = await askApi(simulator, {
    path: "/v1/chat/completions",
    body: {
      model: "m",
      messages: [{ role: "user", content: "a b c" }],
      max_tokens: 2,
      stream: true,
      ...(asksUsage ? { stream_options: { include_usage: true } } : {}),
    },
  });
  return body;
};

// A chunk with one choice: the fields of the chunk, of the choice, and the rest.
const toHead = (extra = ""): string =>
  `data: {"id":"chatcmpl-r","object":"chat.completion.chunk","created":0,"model":"m",${extra}"choices":[`;

const toChoice = (delta: string, reason: string | null, extra = ""): string =>
  `{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${JSON.stringify(reason)}${extra}}]`;

const toDelta = (content: string): string => `{"content":"${content}"}`;
const toRoleDelta = (content: string, end = ""): string =>
  `{"role":"assistant","content":"${content}"${end}}`;

test("opens vLLM's streams with the first token and finishes them with the last", async () => {
  const head = toHead();
  expect(await stream("vllm", true)).toBe(
    `${head}${toChoice(toRoleDelta(""), null)},"prompt_token_ids":null}\n\n` +
      `${head}${toChoice(toDelta(one), null)}}\n\n` +
      `${head}${toChoice(toDelta(two), "length", `,"stop_reason":null`)}}\n\n` +
      `${head}],"usage":{"prompt_tokens":3,"total_tokens":5,"completion_tokens":2}}\n\n` +
      "data: [DONE]\n\n",
  );
});

test("gives SGLang a finish chunk of its own", async () => {
  const head = toHead();
  expect(await stream("sglang", false)).toBe(
    `${head}${toChoice(toRoleDelta(""), null)}}\n\n` +
      `${head}${toChoice(toDelta(one), null)}}\n\n` +
      `${head}${toChoice(toDelta(two), null)}}\n\n` +
      `${head}${toChoice(`{"content":null}`, "length", `,"matched_stop":null`)}}\n\n` +
      "data: [DONE]\n\n",
  );
});

test("repeats the role in each delta of TGI, without an id", async () => {
  const head = toHead(`"system_fingerprint":"sim-native",`).replace("chatcmpl-r", "");
  expect(await stream("tgi", true)).toBe(
    `${head}${toChoice(toRoleDelta(one), null)}}\n\n` +
      `${head}${toChoice(toRoleDelta(two), "length")}}\n\n` +
      `${head}],${usage}}\n\ndata: [DONE]\n\n`,
  );
});

test("puts usage into the finish chunk of MindIE, asked or not", async () => {
  const head = toHead();
  const expected =
    `${head}${toChoice(toRoleDelta(""), null)}}\n\n` +
    `${head}${toChoice(toRoleDelta(one), null)}}\n\n` +
    `${head}${toChoice(toRoleDelta(two), "length")},${usage}}\n\ndata: [DONE]\n\n`;
  expect(await stream("mindie", false)).toBe(expected);
  expect(await stream("mindie", true)).toBe(expected);
});

test("writes message and delta in the lines of webui, which end with CR LF and no marker", async () => {
  const toWebuiChunk = (text: string, reason: string | null, end: string): string => {
    const said = `{"role":"assistant","content":"${text}"}`;
    return (
      `data: {"id":"chatcmpl-r","object":"chat.completions.chunk","created":0,"model":"m",` +
      `"choices":[{"index":0,"finish_reason":${JSON.stringify(reason)},"message":${said},` +
      `"delta":${said}}]${end}}\r\n\r\n`
    );
  };
  expect(await stream("webui", false)).toBe(
    toWebuiChunk("", null, "") +
      toWebuiChunk(one, null, "") +
      toWebuiChunk(two, null, "") +
      toWebuiChunk("", "length", `,${usage}`),
  );
});

test("leaves usage and marker out of the streams of grps, which always stop", async () => {
  const head = toHead();
  expect(await stream("grps", true)).toBe(
    `${head}${toChoice(toRoleDelta(one), null)}}\n\n` +
      `${head}${toChoice(toDelta(two), null)}}\n\n` +
      `${head}${toChoice("{}", "stop")}}\n\n`,
  );
});

test("counts usage on every chunk of Byzer-LLM", async () => {
  const head = toHead();
  const toUsage = (tokens: number): string =>
    `,"usage":{"prompt_tokens":3,"completion_tokens":${tokens},"total_tokens":${3 + tokens}}`;
  const end = `,"reasoning_content":""`;
  expect(await stream("byzer", false)).toBe(
    `${head}${toChoice(toRoleDelta(one, end), null)}${toUsage(1)}}\n\n` +
      `${head}${toChoice(toRoleDelta(two, end), null)}${toUsage(2)}}\n\n` +
      `${head}${toChoice(toRoleDelta("", end), "stop")}${toUsage(2)}}\n\ndata: [DONE]\n\n`,
  );
});

test("ends the first event of trtllm-serve with a space", async () => {
  const [first = "", second = ""] = (await stream("trtllm", false)).split("\n\n");
  expect(first).toMatch(/"reasoning_content":"".*\} $/);
  expect(second).toMatch(/\}$/);
});

test("sends usage without choices for LMDeploy, and with timings for llama.cpp", async () => {
  const lastOf = async (as: string): Promise<string | undefined> =>
    (await stream(as, true)).split("\n\n").at(-3);
  expect(await lastOf("lmdeploy")).toBe(`${toHead().replace(`"choices":[`, "")}${usage}}`);
  expect(await lastOf("llama-cpp")).toContain(`"choices":[],${usage},"timings":{"cache_n":0,`);
  expect(await lastOf("mlx-lm")).toContain(`"object":"chat.completion","created":0`);
});

test("puts the usage of Groq into its own field, and again where it was asked for", async () => {
  const body = await stream("groq", true);
  expect(body).toContain(`"x_groq":{"id":"chatcmpl-r","usage":{"prompt_tokens":3,`);
  expect(body).toContain(`"choices":[],${usage}}`);
});

test("starts with a null content in OpenLLM, a bare role in FastChat, no id in the Qwen server", async () => {
  expect(await stream("openllm", false)).toContain(`{"role":"assistant","content":null}`);
  expect(await stream("fastchat", true)).not.toContain("usage");
  expect(await stream("qwen-chat", true)).toMatch(
    /^data: \{"model":"m","object":"chat.completion.chunk","choices":\[\{"index":0,"delta":\{"role":"assistant"\},"finish_reason":null\}\]\}\r\n\r\n/,
  );
});

test("answers like mlx-lm over HTTP/1.0: the body ends with the connection", async () => {
  const simulator = await fleet.start({ as: "mlx-lm" });
  const body = { model: "m", messages: [{ role: "user", content: "a" }], max_tokens: 1 };
  const reply = await askApi(simulator, { path: "/v1/chat/completions", body });
  expect(reply.headers["content-length"]).toBeUndefined();
  expect(reply.headers["transfer-encoding"]).toBeUndefined();
  expect(reply.headers["server"]).toContain("BaseHTTP");
  expect(reply.isComplete).toBe(true);
});

test.each(serverNames)("streams whole JSON documents that spell the answer: %s", async (as) => {
  const body = await stream(as, true);
  const payloads = body
    .split(/\r?\n\r?\n/)
    .filter((event) => event !== "" && event !== "data: [DONE]")
    .map((event) => JSON.parse(event.replace(/^data: /, "")));
  const text = payloads.map((chunk) => chunk.choices?.[0]?.delta.content ?? "").join("");
  expect(text.startsWith(one + two)).toBe(true);
  expect(payloads.some((chunk) => typeof chunk.choices?.[0]?.finish_reason === "string")).toBe(
    true,
  );
});
