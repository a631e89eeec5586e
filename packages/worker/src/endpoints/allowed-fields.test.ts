import { bareRequest } from "@gadfly/shared/plan/bare-plan";
import { bodyFields } from "@gadfly/shared/providers/body-fields";
import { expect, test } from "vitest";
import {
  allowedFields,
  sendsMaxTokens,
  toRequestOptions,
  unsentFields,
  wantedFields,
} from "./allowed-fields.ts";
import { anthropicMessages } from "./anthropic-messages.ts";
import { openAiChat } from "./openai-chat.ts";
import { qwenChatWebsocket } from "./qwen-chat-websocket.ts";

const full = {
  ...bareRequest,
  maxTokens: 9,
  temperature: 0.5,
  topP: 0.9,
  topK: 3,
  choices: 2,
  ignoreEos: true,
  stop: ["x"],
  logprobs: 1,
  reasoningEffort: "low",
};

test("asks for what the plan says where everything is allowed", () => {
  const { options, withheld } = toRequestOptions(full, "m", new Set(bodyFields));
  expect(withheld).toEqual([]);
  expect(options).toMatchObject({
    asksForUsage: true,
    usesMaxCompletionTokens: true,
    ignoreEos: true,
    minTokens: 9,
    temperature: 0.5,
    topP: 0.9,
    topK: 3,
    choices: 2,
    stop: ["x"],
    logprobs: 1,
    reasoningEffort: "low",
  });
});

test("asks for nothing optional where nothing is allowed, and says what it withheld", () => {
  const { options, withheld } = toRequestOptions(full, "m", new Set());
  const { options: bare } = toRequestOptions({ ...bareRequest, maxTokens: 9 }, "m", new Set());
  expect(options).toEqual(bare);
  expect(withheld).toEqual(
    wantedFields(full).filter((field) => !["streamOptions", "minTokens"].includes(field)),
  );
  expect(withheld).toHaveLength(8);
});

test("never asks for usage without a stream", () => {
  const { options } = toRequestOptions({ ...full, stream: false }, "m", new Set(bodyFields));
  expect(options.asksForUsage).toBe(false);
});

test("allows what a provider takes and what the probe did not find refused", () => {
  const row = { takes: ["stop"], probes: ["topK", "streamOptions"] } as const;
  expect([...allowedFields(row, new Set(["topK"]))]).toEqual(["stop", "streamOptions"]);
});

test("finds the fields that an API has no name for", () => {
  const { options } = toRequestOptions(full, "m", new Set(bodyFields));
  expect(unsentFields(openAiChat, full, options)).toEqual([]);
  expect(unsentFields(anthropicMessages, full, options)).toEqual([
    "ignoreEos",
    "choices",
    "logprobs",
    "reasoningEffort",
  ]);
});

test("knows the APIs that have no place for the longest answer", () => {
  const { options } = toRequestOptions(full, "m", new Set(bodyFields));
  expect(sendsMaxTokens(openAiChat, options)).toBe(true);
  expect(sendsMaxTokens(qwenChatWebsocket, options)).toBe(false);
});

test("makes what accompanies the prompt as long as the prompt", () => {
  const { options } = toRequestOptions({ ...full, items: 3, promptTokens: 77 }, "m", new Set());
  expect(options).toMatchObject({ items: 3, itemTokens: 77 });
});
