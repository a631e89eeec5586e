// Gemini generateContent. Streams are events when the server heeds `alt=sse`, and one growing JSON
// array when it does not. Each frame holds many tokens, and the counts so far.

import { pieceIn } from "../stream/content-pieces.ts";
import {
  arrayField,
  choiceIndex,
  countField,
  isJsonArray,
  isJsonObject,
  objectField,
  textField,
} from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { ChoiceContent, ContentPiece, Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Usage } from "../stream/usage.ts";
import type { Endpoint, RequestOptions } from "./endpoint.ts";
import { givenFields } from "./given-fields.ts";

/** `POST /v1beta/models/M:streamGenerateContent`, or `:generateContent`. */
export const geminiGenerate: Endpoint = {
  name: "gemini-generate",
  path: ({ model, stream }) =>
    `/v1beta/${modelPath(model)}:${stream ? "streamGenerateContent?alt=sse" : "generateContent"}`,
  buildBody: (options, prompt) => ({
    contents: [{ role: "user", parts: [{ text: prompt }] }],
    generationConfig: generationConfig(options),
  }),
  createDecoder: (options) => new StreamDecoder(options, "json-array", geminiReader),
};

/** The API lists its models as `models/M`; tuned ones are elsewhere. */
const modelPath = (model: string): string =>
  encodeURI(model.includes("/") ? model : `models/${model}`);

const generationConfig = (options: RequestOptions): Record<string, unknown> =>
  givenFields({
    maxOutputTokens: options.maxTokens,
    temperature: options.temperature,
    topP: options.topP,
    topK: options.topK,
    candidateCount: options.choices === 1 ? null : options.choices,
    stopSequences: options.stop,
  });

const geminiReader: ReplyReader = {
  readMessage: (value) => (isJsonObject(value) ? readFrame(value) : null),
  readBody: (value) => (isJsonArray(value) ? readArray(value) : readAnswer(value)),
};

/** A stream that was asked for in one piece: the frames of an array, taken together. */
function readArray(frames: readonly unknown[]): Message | null {
  const read = frames.map(readAnswer).filter((message) => message !== null);
  const last = read.at(-1);
  if (last === undefined) return null;
  return { ...last, choices: read.flatMap(({ choices }) => choices) };
}

function readAnswer(value: unknown): Message | null {
  const isAnswer = isJsonObject(value) && ("candidates" in value || "promptFeedback" in value);
  return isAnswer ? readFrame(value) : null;
}

function readFrame(frame: JsonObject): Message {
  const candidates = arrayField(frame, "candidates").filter(isJsonObject).map(readCandidate);
  return {
    ...emptyMessage,
    choices: candidates.length === 0 ? readBlock(frame) : candidates,
    usage: readUsage(frame),
  };
}

function readCandidate(candidate: JsonObject): ChoiceContent {
  const content = objectField(candidate, "content") ?? {};
  return {
    index: choiceIndex(candidate),
    pieces: arrayField(content, "parts").filter(isJsonObject).flatMap(readPart),
    finishReason: textField(candidate, "finishReason") || null,
    tokens: 0,
  };
}

function readPart(part: JsonObject): readonly ContentPiece[] {
  const call = objectField(part, "functionCall");
  if (call === null) return pieceIn(part, "text", part["thought"] === true ? "reasoning" : "text");
  const args = { args: JSON.stringify(call["args"] ?? {}) };
  return [...pieceIn(call, "name", "tool"), ...pieceIn(args, "args", "tool")];
}

/** A prompt that was blocked gets no candidate. That is a filter's work whatever the reason is. */
function readBlock(frame: JsonObject): readonly ChoiceContent[] {
  const reason = textField(objectField(frame, "promptFeedback") ?? {}, "blockReason");
  if (reason === "") return [];
  const isUnnamed = reason === "OTHER" || reason === "BLOCK_REASON_UNSPECIFIED";
  const finishReason = isUnnamed ? "content_filter" : reason;
  return [{ index: 0, pieces: [], finishReason, tokens: 0 }];
}

/** Thoughts are counted apart from the candidates, and are output all the same. */
function readUsage(frame: JsonObject): Usage | null {
  const usage = objectField(frame, "usageMetadata");
  if (usage === null) return null;
  const candidateTokens = countField(usage, "candidatesTokenCount");
  const thoughtTokens = countField(usage, "thoughtsTokenCount");
  const isCounted = candidateTokens !== null || thoughtTokens !== null;
  return {
    inputTokens: countField(usage, "promptTokenCount"),
    outputTokens: isCounted ? (candidateTokens ?? 0) + (thoughtTokens ?? 0) : null,
    reasoningTokens: thoughtTokens,
    cachedTokens: countField(usage, "cachedContentTokenCount"),
  };
}
