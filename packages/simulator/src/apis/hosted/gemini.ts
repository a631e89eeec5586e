// Gemini: POST /v1beta/models/M:generateContent and :streamGenerateContent, the latter as events with
// alt=sse, else as one JSON list that grows.

import type { FinishReason } from "../../output/output-length.ts";
import {
  type AnswerFacts,
  commonDialect,
  type Dialect,
  type Renderer,
  type StreamShape,
} from "../dialect.ts";
import { googleError } from "../error-shapes.ts";
import { isJsonObject, toProblem, toRequest } from "../generation-request.ts";
import { toAsciiJson } from "../answer/json-text.ts";
import { countContentWords } from "../request/message-tokens.ts";
import { toPartKind } from "../answer/part-kind.ts";
import {
  findFieldProblem,
  integerRule,
  limitRule,
  readToolName,
  toNumberOrNull,
  toObject,
} from "../request/request-fields.ts";
import { crlfEventStream, withErrors } from "../stream-shape.ts";
import { splitChoices, splitReasoning } from "../answer/tokens.ts";

const toReason = (reason: FinishReason): string => (reason === "stop" ? "STOP" : "MAX_TOKENS");

const toTextPart = (text: string, isThought: boolean): string =>
  `{"text":"${text}"${isThought ? `,"thought":true` : ""}}`;

class GeminiRenderer implements Renderer {
  readonly #facts: AnswerFacts;
  #turn = 0;
  #toolText = "";

  constructor(facts: AnswerFacts) {
    this.#facts = facts;
  }

  opening(): readonly string[] {
    return [];
  }

  tokens(text: string, tokensSoFar: number): string {
    const { choices } = this.#facts.request;
    const index = this.#turn;
    this.#turn = (index + 1) % choices;
    const parts = this.#toParts(text, Math.ceil(tokensSoFar / choices));
    return this.#toAnswer([this.#toCandidate(index, parts, null)], tokensSoFar);
  }

  // A call comes in one piece, in the last frame.
  ending(reason: FinishReason, outputTokens: number, lastText: string): readonly string[] {
    const { choices } = this.#facts.request;
    const parts = lastText === "" ? "" : this.#toParts(lastText, outputTokens);
    const last = this.#toolText === "" ? parts : this.#toCall(this.#toolText);
    return Array.from({ length: choices }, (_, index) =>
      this.#toAnswer([this.#toCandidate(index, last, reason)], outputTokens),
    );
  }

  whole(text: string, reason: FinishReason, outputTokens: number): string {
    const { request, tokensPerChunk } = this.#facts;
    const texts = splitChoices(text, request.choices, tokensPerChunk);
    const candidates = texts.map((own, index) =>
      this.#toCandidate(index, this.#toWholeParts(own), reason),
    );
    return this.#toAnswer(candidates, outputTokens);
  }

  #toParts(text: string, choiceTokens: number): string {
    const kind = toPartKind(this.#facts, choiceTokens);
    if (kind !== "tool") return toTextPart(text, kind === "reasoning");
    this.#toolText += text;
    return "";
  }

  #toWholeParts(text: string): string {
    const { request, reasoningTokens } = this.#facts;
    const [reasoning, answer] = splitReasoning(text, reasoningTokens);
    const said = request.toolName === null ? toTextPart(answer, false) : this.#toCall(answer);
    return reasoning === "" ? said : `${toTextPart(reasoning, true)},${said}`;
  }

  #toCall(text: string): string {
    const name = toAsciiJson(this.#facts.request.toolName ?? "");
    return `{"functionCall":{"name":${name},"args":{"text":"${text}"}}}`;
  }

  #toCandidate(index: number, parts: string, reason: FinishReason | null): string {
    const finish = reason === null ? "" : `"finishReason":"${toReason(reason)}",`;
    const content = parts === "" ? `{"role":"model"}` : `{"parts":[${parts}],"role":"model"}`;
    return `{"content":${content},${finish}"index":${index}}`;
  }

  #toAnswer(candidates: readonly string[], tokens: number): string {
    const { id, request, reasoningTokens } = this.#facts;
    const thoughts = Math.min(reasoningTokens * request.choices, tokens);
    const thoughtField = reasoningTokens === 0 ? "" : `,"thoughtsTokenCount":${thoughts}`;
    return (
      `{"candidates":[${candidates.join(",")}],"usageMetadata":{` +
      `"promptTokenCount":${request.promptTokens},"candidatesTokenCount":${tokens - thoughts},` +
      `"totalTokenCount":${request.promptTokens + tokens}${thoughtField}},` +
      `"modelVersion":${toAsciiJson(request.model)},"responseId":${toAsciiJson(id)}}`
    );
  }
}

const eventShape = {
  ...withErrors(crlfEventStream, googleError),
  endMarker: null,
  finishesWithTokens: true,
};

const listEnd = "]";

// Each frame but the first begins with the comma that parts it from the one before.
const createListShape = (): StreamShape => {
  let isFirst = true;
  const frame = (payload: string): string => {
    if (payload === listEnd) return listEnd;
    const start = isFirst ? "[" : ",\r\n";
    isFirst = false;
    return `${start}${payload}\r\n`;
  };
  return {
    ...eventShape,
    contentType: "application/json; charset=UTF-8",
    frame,
    endMarker: listEnd,
  };
};

const countContentsWords = (contents: readonly unknown[]): number =>
  contents.reduce<number>((sum, content) => {
    const { parts } = toObject(content);
    return sum + (countContentWords(parts) ?? 0);
  }, 0);

/** How a call of Gemini answers: in one document, as events or as a growing list. */
export type GeminiAnswer = "document" | "events" | "list";

/** The dialect of one of the calls. */
export const createGemini = (answer: GeminiAnswer): Dialect => ({
  ...commonDialect,
  endpoint: `/v1beta/models/{model}:${answer === "document" ? "generateContent" : "streamGenerateContent"}`,
  keyHeaders: ["x-goog-api-key", "authorization"],
  read(body, { names, modelName }) {
    const { contents } = body;
    if (!Array.isArray(contents) || !contents.every(isJsonObject))
      return toProblem("contents", "contents must be a list of contents");
    const config = toObject(body["generationConfig"]);
    const problem = findFieldProblem(config, {
      maxOutputTokens: limitRule,
      seed: integerRule,
      candidateCount: limitRule,
    });
    if (problem !== null) return { ok: false, problem };
    const value = toRequest({
      model: names["model"] ?? modelName,
      promptTokens: countContentsWords([...contents, body["systemInstruction"]]),
      wantsStream: answer !== "document",
      maxTokens: toNumberOrNull(config["maxOutputTokens"]),
      seed: toNumberOrNull(config["seed"]),
      choices: Math.min(toNumberOrNull(config["candidateCount"]) ?? 1, 8),
      toolName: readToolName(body),
    });
    return { ok: true, value };
  },
  createRenderer: (facts) => new GeminiRenderer(facts),
  createStream: ({ choices }) => {
    const shape = answer === "list" ? createListShape() : eventShape;
    return choices === 1 ? shape : { ...shape, finishesWithTokens: false };
  },
  toErrorBody: googleError,
});
