import { expect, test } from "vitest";
import { openAiReader } from "./openai-reader.ts";
import type { DecoderOptions, ReplySummary } from "./reply-decoder.ts";
import { StreamDecoder } from "./stream-decoder.ts";

const sse: DecoderOptions = {
  isStreamRequest: true,
  contentType: "text/event-stream",
  keepText: false,
  prompt: "",
};
const json: DecoderOptions = {
  isStreamRequest: false,
  contentType: "application/json",
  keepText: true,
  prompt: "",
};

interface Decoded extends ReplySummary {
  readonly tokenEvents: number;
  readonly firstTokenAtMs: number | null;
  readonly isDone: boolean;
}

function decode(text: string, options: DecoderOptions = sse): Decoded {
  const decoder = new StreamDecoder(options, "sse", openAiReader);
  decoder.push(Buffer.from(text), 1);
  decoder.end();
  const { tokenEvents, firstTokenAtMs, isDone } = decoder;
  return { tokenEvents, firstTokenAtMs, isDone, ...decoder.summary() };
}

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const text = (content: string, more: Record<string, unknown> = {}): string =>
  data({ choices: [{ index: 0, delta: { content }, ...more }] });
const finish = text("", { finish_reason: "stop" });
const done = "data: [DONE]\n\n";

test.each([
  ["a role-only chunk", data({ choices: [{ delta: { role: "assistant" } }] })],
  ["empty content", text("")],
  ["null content", data({ choices: [{ delta: { content: null } }] })],
  ["no choices", data({ id: "x" })],
  ["choices null", data({ choices: null })],
  ["choices empty", data({ choices: [], usage: null })],
  ["a choice without delta", data({ choices: [{ content_filter_results: {} }] })],
  ["token ids without text", data({ choices: [{ delta: { content: "" }, token_ids: [1] }] })],
  ["progress without tokens", data({ choices: [], prompt_progress: { processed: 5 } })],
])("takes no token from %s", (_name, event) => {
  expect(decode(event + text("a") + finish)).toMatchObject({ tokenEvents: 1, badFrame: null });
  expect(decode(event)).toMatchObject({ tokenEvents: 0, firstTokenAtMs: null, hasOutput: false });
});

test.each([
  ["text", { delta: { content: "a" } }],
  ["a list of parts", { delta: { content: [{ type: "text", text: "a" }] } }],
  ["reasoning_content", { delta: { content: null, reasoning_content: "a" } }],
  ["reasoning", { delta: { reasoning: "a" } }],
  ["thinking parts", { delta: { content: [{ type: "thinking", thinking: [{ text: "a" }] }] } }],
  ["a refusal", { delta: { refusal: "no" } }],
  ["a tool call's name", { delta: { tool_calls: [{ function: { name: "f", arguments: "" } }] } }],
  ["a tool call's arguments", { delta: { tool_calls: [{ function: { arguments: "{" } }] } }],
  ["an old function call", { delta: { function_call: { arguments: "{" } } }],
  ["a completion's text", { text: "a" }],
  ["a message in place of a delta", { message: { content: "a" } }],
  ["a delta beside a message", { delta: { content: "a" }, message: { content: "all of it" } }],
])("takes one token event from %s", (_name, choice) => {
  expect(decode(data({ choices: [choice] }))).toMatchObject({ tokenEvents: 1, hasOutput: true });
});

test("counts every choice's finish before it calls a reply finished", () => {
  const chunk = (index: number, reason: string | null): string =>
    data({ choices: [{ index, delta: { content: "x" }, finish_reason: reason }] });
  const open = chunk(0, null) + chunk(1, null) + chunk(0, "stop");
  expect(decode(open)).toMatchObject({ isFinished: false });
  expect(decode(open + chunk(1, "length"))).toMatchObject({ isFinished: true });
});

test.each(["", "null", null, undefined])("reads finish_reason %j as unfinished", (reason) => {
  expect(decode(text("a", { finish_reason: reason }))).toMatchObject({ isFinished: false });
});

test.each(["error", "abort", "parse_error", "ERROR"])("reads finish_reason %s as an error", (r) => {
  expect(decode(text("a", { finish_reason: r })).inbandError).toBe(`finish reason ${r}`);
});

test("is finished by [DONE] without a finish reason, and by one without [DONE]", () => {
  expect(decode(text("a") + done)).toMatchObject({ isFinished: true, isDone: true });
  expect(decode(text("a") + finish)).toMatchObject({ isFinished: true, isDone: false });
  expect(decode(text("a"))).toMatchObject({ isFinished: false });
});

test("notes data after [DONE] and ignores it", () => {
  expect(decode(text("a") + finish + done + text("b") + data({ error: "late" }))).toMatchObject({
    tokenEvents: 1,
    inbandError: null,
    notes: ["data_after_done"],
  });
});

test("takes the last event although its blank line is missing, unless it was cut", () => {
  expect(decode(text("a") + finish.trimEnd())).toMatchObject({
    isFinished: true,
    notes: ["unterminated_last_event"],
  });
  const cut = decode(text("a") + finish.slice(0, -8));
  expect(cut).toMatchObject({ isFinished: false, badFrame: null, notes: [] });
});

const usage = (prompt: number, completion: number): Record<string, unknown> => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
});
const counts = (inputTokens: number | null, outputTokens: number | null): object => ({
  usage: { inputTokens, outputTokens },
});

test("keeps the last usage, never a sum", () => {
  const event = (n: number): string =>
    data({ choices: [{ delta: { content: "a" } }], usage: usage(5, n) });
  expect(decode(event(1) + event(2) + event(3) + finish)).toMatchObject(counts(5, 3));
});

test("takes zeros beside an answer as no usage, and never over counts", () => {
  const zeros = data({ choices: [], usage: usage(0, 0) });
  expect(decode(text("a") + zeros).usage).toBeNull();
  expect(decode(text("a") + data({ choices: [], usage: usage(4, 2) }) + zeros)).toMatchObject(
    counts(4, 2),
  );
  expect(decode(text("a") + data({ choices: [], usage: usage(4, 0) }))).toMatchObject(
    counts(4, null),
  );
});

test.each([
  ["per-chunk usage", { usage: usage(5, 3) }, {}, 3],
  ["token ids", {}, { token_ids: [1, 2] }, 2],
  ["chat logprobs", {}, { logprobs: { content: [{}, {}] } }, 2],
  ["completion logprobs", {}, { logprobs: { tokens: ["a"] } }, 1],
  ["nothing", { usage: null }, { logprobs: null }, null],
])("knows the tokens of the first event from %s", (_name, chunk, choice, expected) => {
  const event = data({ ...chunk, choices: [{ delta: { content: "ab" }, ...choice }] });
  expect(decode(event + text("c")).firstEventTokens).toBe(expected);
});

test("adds token ids that came before the first text to the first event", () => {
  const held = data({ choices: [{ delta: { content: "" }, token_ids: [1, 2] }] });
  const shown = data({ choices: [{ delta: { content: "é" }, token_ids: [3] }] });
  expect(decode(held + shown + shown).firstEventTokens).toBe(3);
});

test.each([
  ["an error object", data({ error: { message: "boom", type: "x", code: 500 } }), "boom (x, 500)"],
  ["a flat error", data({ object: "error", message: "boom", code: 400 }), "boom (400)"],
  ["an error event", 'event: error\ndata: {"message":"boom"}\n\n', "boom"],
  ["an error event of plain text", "event: error\ndata: boom\n\n", "boom"],
  ["an error field", 'error: {"message":"boom"}\n\n', "boom"],
  ["a bare JSON line", '{"error":{"message":"boom"}}\n', "boom"],
  ["bare JSON over several lines", '{\n  "error": "boom"\n}\n', "boom"],
])("finds %s in the stream", (_name, error, message) => {
  expect(decode(text("a") + error + done)).toMatchObject({ inbandError: message, tokenEvents: 1 });
});

test.each([
  ["HTML", "<html><body>502</body></html>\n", "<html><body>502</body></html>"],
  ["a bare sentence", "Engine callback timeout...\n", "Engine callback timeout..."],
  ["data that is no JSON", "data: oops\n\n", "oops"],
])("fails a stream for %s, but not once it is finished", (_name, garbage, shown) => {
  expect(decode(text("a") + garbage + finish).badFrame).toBe(
    `not the expected JSON or event stream: ${shown}`,
  );
  expect(decode(text("a") + finish + garbage)).toMatchObject({
    badFrame: null,
    notes: ["garbage_in_stream"],
  });
});

const reply = {
  choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
  usage: usage(9, 2),
};

test.each([
  ["plain", JSON.stringify(reply)],
  ["pretty, after blank lines", `\n\n  ${JSON.stringify(reply, null, 1)}\n`],
  ["in an array", JSON.stringify([reply])],
  ["after a byte order mark", `\uFEFF${JSON.stringify(reply)}`],
  ["with a bare NaN", JSON.stringify(reply).replace("}}", '},"p":NaN}')],
])("reads a reply that is not streamed, %s", (_name, body) => {
  expect(decode(body, json)).toMatchObject({
    isStreamed: false,
    isFinished: true,
    hasOutput: true,
    tokenEvents: 0,
    finishReason: "stop",
    text: "Hi",
    usage: { inputTokens: 9, outputTokens: 2 },
    notes: [],
  });
});

test("takes a complete reply as finished even without a finish reason", () => {
  const body = JSON.stringify({ choices: [{ text: "x", finish_reason: null }] });
  expect(decode(body, json)).toMatchObject({ isFinished: true, hasOutput: true });
});

test.each([
  ["text/event-stream", JSON.stringify(reply)],
  ["application/json", JSON.stringify(reply)],
  [null, ` ${JSON.stringify(reply)}`],
])("notes a reply that is not streamed though a stream was asked for (%s)", (contentType, body) => {
  expect(decode(body, { ...sse, contentType })).toMatchObject({
    isStreamed: false,
    isFinished: true,
    notes: ["not_streamed"],
  });
});

test.each(["text/event-stream", "application/json", "text/plain", null])(
  "notes a stream that nobody asked for (%s)",
  (contentType) => {
    const options = { ...json, keepText: false, contentType };
    expect(decode(`: ping\n\n${text("a")}${finish}`, options)).toMatchObject({
      isStreamed: true,
      tokenEvents: 1,
      notes: ["unexpected_stream"],
    });
  },
);

const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);

test.each([
  ["an error", '{"error":{"message":"no"}}', { inbandError: "no", badFrame: null }],
  ["HTML", "<!doctype html>\n<p>hi", { badFrame: like(/: <!doctype html> <p>hi$/) }],
  ["cut JSON", '{"choices":[{"mess', { badFrame: like(/: \{"choices":\[\{"mess$/) }],
  [
    "JSON without a choice",
    '{"id":"x","choices":[]}',
    { badFrame: like(/^JSON that is no answer of this API/) },
  ],
  ["nothing", "", { badFrame: null, isFinished: false }],
])("judges a body that is %s", (_name, body, expected) => {
  expect(decode(body, json)).toMatchObject(expected);
});

test("sums usage over choices that end each with a count of their own", () => {
  const end = (index: number, tokens: number): string =>
    data({
      choices: [{ index, delta: { content: "x" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 9, completion_tokens: tokens },
    });
  const sum = { inputTokens: 9, outputTokens: 5, reasoningTokens: null, cachedTokens: null };
  expect(decode(end(0, 2) + end(1, 3) + done).usage).toEqual(sum);
  const total = data({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 6 } });
  expect(decode(end(0, 2) + end(1, 3) + total + done).usage).toEqual({ ...sum, outputTokens: 6 });
});

test("is unfinished until every choice has ended", () => {
  const end = (index: number, reason: string | null): string =>
    data({ choices: [{ index, delta: { content: "x" }, finish_reason: reason }] });
  expect(decode(end(0, null) + end(1, null) + end(0, "stop")).isFinished).toBe(false);
  expect(decode(end(0, null) + end(1, null) + end(1, "stop") + end(0, "stop"))).toMatchObject({
    isFinished: true,
  });
});

test("notes half characters that a server gave up on, also in the middle of plain events", () => {
  const plain = Array.from({ length: 5 }, () => text("ab")).join("");
  const decoded = decode(plain + text("a\uFFFD") + plain + finish + done);
  expect(decoded).toMatchObject({ tokenEvents: 11, notes: ["replacement_character"] });
  const escaped = text("aX").replace("X", "\\ufffd");
  expect(decode(plain + escaped + finish + done).notes).toEqual(["replacement_character"]);
  expect(decode(plain + text("好，的") + finish + done).notes).toEqual([]);
});

test("tells an answer that a filter held back", () => {
  expect(decode(text("", { finish_reason: "content_filter" }) + done)).toMatchObject({
    hasOutput: false,
    isFiltered: true,
    finishReason: "content_filter",
  });
});

test("bears a second end mark, and notes real data after the first", () => {
  expect(decode(text("a") + finish + done + done).notes).toEqual([]);
  expect(decode(text("a") + finish + done + text("b")).notes).toEqual(["data_after_done"]);
});
