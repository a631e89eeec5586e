// Anthropic: POST /v1/messages. An answer consists of blocks: thinking, then text or the call of a
// tool; each event has the type of its payload as its name.

import type { FinishReason } from "../../output/output-length.ts";
import { type AnswerFacts, commonDialect, type Dialect, type Renderer } from "../dialect.ts";
import { anthropicError } from "../error-shapes.ts";
import { type GenerationRequest, toProblem, toRequest } from "../generation-request.ts";
import { toAsciiJson, toTemplate } from "../answer/json-text.ts";
import { countContentWords, readMessages } from "../request/message-tokens.ts";
import { BlockTracker, type PartKind } from "../answer/part-kind.ts";
import {
  findFieldProblem,
  flagRule,
  limitRule,
  readToolName,
  toNumberOrNull,
} from "../request/request-fields.ts";
import { namedEventStream, withErrors } from "../stream-shape.ts";
import { splitReasoning } from "../answer/tokens.ts";
import { argumentsEnd, argumentsStart, toArguments, toolCallId } from "../answer/tool-call.ts";

const deltaFields: Readonly<Record<PartKind, string>> = {
  reasoning: `"type":"thinking_delta","thinking"`,
  content: `"type":"text_delta","text"`,
  tool: `"type":"input_json_delta","partial_json"`,
};

const toPiece = (text: string): string => JSON.stringify(text).slice(1, -1);

const toStopReason = (reason: FinishReason, { toolName }: GenerationRequest): string => {
  if (toolName !== null) return "tool_use";
  return reason === "stop" ? "end_turn" : "max_tokens";
};

const toUsage = (inputTokens: number, outputTokens: number): string =>
  `{"input_tokens":${inputTokens},"cache_creation_input_tokens":0,"cache_read_input_tokens":0,` +
  `"output_tokens":${outputTokens}}`;

const toBlockStop = (index: number): string => `{"type":"content_block_stop","index":${index}}`;

class AnthropicRenderer implements Renderer {
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
    const message = this.#toMessage("", "null", 1);
    const start = `{"type":"message_start","message":${message}}`;
    return [start, this.#toBlockStart(), `{"type":"ping"}`];
  }

  lead(tokensSoFar: number): readonly string[] {
    const { index } = this.#blocks;
    if (!this.#blocks.advance(tokensSoFar)) return [];
    this.#toDelta = this.#toDeltas();
    return [toBlockStop(index), this.#toBlockStart()];
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
      toBlockStop(this.#blocks.index),
      `{"type":"message_delta","delta":{"stop_reason":"${toStopReason(reason, request)}",` +
        `"stop_sequence":null},"usage":{"output_tokens":${outputTokens}}}`,
      `{"type":"message_stop"}`,
    ];
  }

  whole(text: string, reason: FinishReason, outputTokens: number): string {
    const { request, reasoningTokens } = this.#facts;
    const [reasoning, answer] = splitReasoning(text, reasoningTokens);
    const thinking = `{"type":"thinking","thinking":${toAsciiJson(reasoning)},"signature":"sim"}`;
    const said =
      request.toolName === null
        ? `{"type":"text","text":${toAsciiJson(answer)}}`
        : `{"type":"tool_use","id":"${toolCallId}","name":${toAsciiJson(request.toolName)},` +
          `"input":${toArguments(answer)}}`;
    const content = reasoning === "" ? said : `${thinking},${said}`;
    return this.#toMessage(content, `"${toStopReason(reason, request)}"`, outputTokens);
  }

  #toMessage(content: string, stopReason: string, outputTokens: number): string {
    const { id, request } = this.#facts;
    return (
      `{"id":${toAsciiJson(id)},"type":"message","role":"assistant",` +
      `"model":${toAsciiJson(request.model)},"content":[${content}],"stop_reason":${stopReason},` +
      `"stop_sequence":null,"usage":${toUsage(request.promptTokens, outputTokens)}}`
    );
  }

  #toDeltas(): (text: string) => string {
    const { kind, index } = this.#blocks;
    return toTemplate(
      (text) =>
        `{"type":"content_block_delta","index":${index},"delta":{${deltaFields[kind]}:"${text}"}}`,
    );
  }

  #toBlockStart(): string {
    const { kind, index } = this.#blocks;
    const name = toAsciiJson(this.#facts.request.toolName ?? "");
    const blocks: Readonly<Record<PartKind, string>> = {
      reasoning: `{"type":"thinking","thinking":""}`,
      content: `{"type":"text","text":""}`,
      tool: `{"type":"tool_use","id":"${toolCallId}","name":${name},"input":{}}`,
    };
    return `{"type":"content_block_start","index":${index},"content_block":${blocks[kind]}}`;
  }
}

const stream = withErrors(namedEventStream, anthropicError);

/** The Messages API. */
export const anthropic: Dialect = {
  ...commonDialect,
  endpoint: "/v1/messages",
  idPrefix: "msg_",
  keyHeaders: ["x-api-key", "authorization"],
  read(body) {
    const { model, system, max_tokens: limit } = body;
    if (typeof model !== "string" || model === "")
      return toProblem("model", "model: Field required");
    if ((limit ?? null) === null) return toProblem("max_tokens", "max_tokens: Field required");
    const problem = findFieldProblem(body, { stream: flagRule, max_tokens: limitRule });
    if (problem !== null) return { ok: false, problem };
    const promptTokens = readMessages(body);
    if (typeof promptTokens === "string") return toProblem("messages", promptTokens);
    const value = toRequest({
      model,
      promptTokens: promptTokens + (countContentWords(system) ?? 0),
      wantsStream: body["stream"] === true,
      maxTokens: toNumberOrNull(limit),
      toolName: readToolName(body),
    });
    return { ok: true, value };
  },
  createRenderer: (facts) => new AnthropicRenderer(facts),
  createStream: () => stream,
  toErrorBody: anthropicError,
};
