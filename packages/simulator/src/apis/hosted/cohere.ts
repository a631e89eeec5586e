// Cohere: POST /v2/chat. Each event has the type of its payload as its name.

import type { FinishReason } from "../../output/output-length.ts";
import { type AnswerFacts, commonDialect, type Dialect, type Renderer } from "../dialect.ts";
import { messageError } from "../error-shapes.ts";
import { type GenerationRequest, toProblem } from "../generation-request.ts";
import { toAsciiJson, toTemplate } from "../answer/json-text.ts";
import { readMessages } from "../request/message-tokens.ts";
import { readOpenAiRequest } from "../openai/openai-request.ts";
import { BlockTracker, type PartKind } from "../answer/part-kind.ts";
import { readToolName } from "../request/request-fields.ts";
import { namedEventStream, withErrors } from "../stream-shape.ts";
import { splitReasoning } from "../answer/tokens.ts";
import { argumentsEnd, argumentsStart, toArguments, toolCallId } from "../answer/tool-call.ts";

const toPiece = (text: string): string => JSON.stringify(text).slice(1, -1);

const toReason = (reason: FinishReason, { toolName }: GenerationRequest): string => {
  if (toolName !== null) return "TOOL_CALL";
  return reason === "stop" ? "COMPLETE" : "MAX_TOKENS";
};

const toUsage = (inputTokens: number, outputTokens: number): string =>
  `{"billed_units":{"input_tokens":${inputTokens},"output_tokens":${outputTokens}},` +
  `"tokens":{"input_tokens":${inputTokens},"output_tokens":${outputTokens}},"cached_tokens":0}`;

/** What differs between the kinds of blocks: JSON of their messages, and their names. */
interface BlockWords {
  readonly name: string;
  readonly start: (toolName: string) => string;
  readonly delta: (text: string) => string;
}

const blockWords: Readonly<Record<PartKind, BlockWords>> = {
  reasoning: {
    name: "content",
    start: () => `{"content":{"type":"thinking","thinking":""}}`,
    delta: (text) => `{"content":{"thinking":"${text}"}}`,
  },
  content: {
    name: "content",
    start: () => `{"content":{"type":"text","text":""}}`,
    delta: (text) => `{"content":{"text":"${text}"}}`,
  },
  tool: {
    name: "tool-call",
    start: (toolName) =>
      `{"tool_calls":{"id":"${toolCallId}","type":"function",` +
      `"function":{"name":${toAsciiJson(toolName)},"arguments":""}}}`,
    delta: (text) => `{"tool_calls":{"function":{"arguments":"${text}"}}}`,
  },
};

const toBlockEnd = (kind: PartKind, index: number): string =>
  `{"type":"${blockWords[kind].name}-end","index":${index}}`;

class CohereRenderer implements Renderer {
  readonly #facts: AnswerFacts;
  readonly #blocks: BlockTracker;
  #toDelta: (text: string) => string;
  #hasBegunCall = false;

  constructor(facts: AnswerFacts) {
    this.#facts = facts;
    this.#blocks = new BlockTracker(facts);
    this.#toDelta = this.#toDeltas();
  }

  opening(): readonly string[] {
    const start =
      `{"type":"message-start","id":${toAsciiJson(this.#facts.id)},"delta":{"message":` +
      `{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}`;
    return [start, this.#toBlockStart()];
  }

  lead(tokensSoFar: number): readonly string[] {
    const { kind, index } = this.#blocks;
    if (!this.#blocks.advance(tokensSoFar)) return [];
    this.#toDelta = this.#toDeltas();
    return [toBlockEnd(kind, index), this.#toBlockStart()];
  }

  tokens(text: string): string {
    if (this.#blocks.kind !== "tool" || this.#hasBegunCall) return this.#toDelta(text);
    this.#hasBegunCall = true;
    return this.#toDelta(toPiece(argumentsStart) + text);
  }

  ending(reason: FinishReason, outputTokens: number): readonly string[] {
    const { request } = this.#facts;
    return [
      ...(this.#hasBegunCall ? [this.#toDelta(toPiece(argumentsEnd))] : []),
      toBlockEnd(this.#blocks.kind, this.#blocks.index),
      `{"type":"message-end","delta":{"finish_reason":"${toReason(reason, request)}",` +
        `"usage":${toUsage(request.promptTokens, outputTokens)}}}`,
    ];
  }

  whole(text: string, reason: FinishReason, outputTokens: number): string {
    const { id, request, reasoningTokens } = this.#facts;
    const [reasoning, answer] = splitReasoning(text, reasoningTokens);
    const thinking =
      reasoning === "" ? "" : `{"type":"thinking","thinking":${toAsciiJson(reasoning)}}`;
    const said = request.toolName === null ? `{"type":"text","text":${toAsciiJson(answer)}}` : "";
    const content = [thinking, said].filter((block) => block !== "").join(",");
    const calls =
      request.toolName === null
        ? ""
        : `,"tool_calls":[{"id":"${toolCallId}","type":"function","function":{` +
          `"name":${toAsciiJson(request.toolName)},"arguments":${toAsciiJson(toArguments(answer))}}}]`;
    return (
      `{"id":${toAsciiJson(id)},"message":{"role":"assistant","content":[${content}]${calls}},` +
      `"finish_reason":"${toReason(reason, request)}",` +
      `"usage":${toUsage(request.promptTokens, outputTokens)}}`
    );
  }

  #toDeltas(): (text: string) => string {
    const { kind, index } = this.#blocks;
    const { name, delta } = blockWords[kind];
    return toTemplate(
      (text) => `{"type":"${name}-delta","index":${index},"delta":{"message":${delta(text)}}}`,
    );
  }

  #toBlockStart(): string {
    const { kind, index } = this.#blocks;
    const { name, start } = blockWords[kind];
    const message = start(this.#facts.request.toolName ?? "");
    return `{"type":"${name}-start","index":${index},"delta":{"message":${message}}}`;
  }
}

const stream = withErrors(namedEventStream, messageError);

/** The chat API in its second version. */
export const cohere: Dialect = {
  ...commonDialect,
  endpoint: "/v2/chat",
  read(body) {
    const promptTokens = readMessages(body);
    if (typeof promptTokens === "string") return toProblem("messages", promptTokens);
    const toolName = readToolName(body);
    return readOpenAiRequest(body, { promptTokens, wantsLogprobs: false, toolName });
  },
  createRenderer: (facts) => new CohereRenderer(facts),
  createStream: () => stream,
  toErrorBody: messageError,
};
