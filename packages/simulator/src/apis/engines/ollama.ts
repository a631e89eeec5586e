// Ollama: POST /api/chat and POST /api/generate. One JSON document per line; streams unless told not
// to; times in nanoseconds. A function call comes in one piece, at the end.

import type { FinishReason } from "../../output/output-length.ts";
import { type AnswerFacts, commonDialect, type Dialect, type Renderer } from "../dialect.ts";
import { textError } from "../error-shapes.ts";
import {
  type GenerationRequest,
  type JsonObject,
  type Reading,
  toProblem,
  toRequest,
} from "../generation-request.ts";
import { toAsciiJson } from "../answer/json-text.ts";
import { readMessages } from "../request/message-tokens.ts";
import { toPartKind } from "../answer/part-kind.ts";
import { countWords } from "../request/prompt-tokens.ts";
import {
  type FieldRule,
  findFieldProblem,
  flagRule,
  integerRule,
  readToolName,
  toNumberOrNull,
  toObject,
} from "../request/request-fields.ts";
import { lineStream, withErrors } from "../stream-shape.ts";
import { splitReasoning, toTokenIds } from "../answer/tokens.ts";

/** What one document says. */
interface Said {
  readonly thinking: string;
  readonly content: string;
  /** Complete text of the arguments; null = no call. */
  readonly toolText: string | null;
}

/** Writes what was said into the fields of one of the two calls. */
type ToFields = (said: Said, toolName: string) => string;

const toChatFields: ToFields = ({ thinking, content, toolText }, toolName) => {
  const thoughts = thinking === "" ? "" : `,"thinking":"${thinking}"`;
  const call =
    toolText === null
      ? ""
      : `,"tool_calls":[{"function":{"name":${toAsciiJson(toolName)},"arguments":{"text":"${toolText}"}}}]`;
  return `"message":{"role":"assistant","content":"${content}"${thoughts}${call}}`;
};

const toGenerateFields: ToFields = ({ thinking, content }) =>
  `"response":"${content}"${thinking === "" ? "" : `,"thinking":"${thinking}"`}`;

const toNs = (ms: number): number => Math.max(1, Math.round(ms * 1_000_000));

class OllamaRenderer implements Renderer {
  readonly #facts: AnswerFacts;
  readonly #toFields: ToFields;
  readonly #model: string;
  #answer = "";

  constructor(facts: AnswerFacts, toFields: ToFields) {
    this.#facts = facts;
    this.#toFields = toFields;
    this.#model = toAsciiJson(facts.request.model);
  }

  opening(): readonly string[] {
    return [];
  }

  tokens(text: string, tokensSoFar: number): string {
    const kind = toPartKind(this.#facts, tokensSoFar);
    if (kind !== "reasoning") this.#answer += text;
    const thinking = kind === "reasoning" ? text : "";
    const content = kind === "content" ? text : "";
    return this.#toDocument({ thinking, content, toolText: null }, `"done":false`);
  }

  ending(reason: FinishReason, outputTokens: number): readonly string[] {
    const nothing = { thinking: "", content: "", toolText: null };
    const last = this.#toDocument(nothing, this.#toEnd(reason, outputTokens, this.#answer));
    if (this.#facts.request.toolName === null || this.#answer === "") return [last];
    const call = this.#toDocument({ ...nothing, toolText: this.#answer }, `"done":false`);
    return [call, last];
  }

  whole(text: string, reason: FinishReason, outputTokens: number): string {
    const { request, reasoningTokens } = this.#facts;
    const [thinking, answer] = splitReasoning(text, reasoningTokens);
    const isCall = request.toolName !== null;
    const said = { thinking, content: isCall ? "" : answer, toolText: isCall ? answer : null };
    return this.#toDocument(said, this.#toEnd(reason, outputTokens, text));
  }

  wholeHeaders(): Readonly<Record<string, string>> {
    return { "content-type": "application/json; charset=utf-8" };
  }

  #toDocument(said: Said, end: string): string {
    const fields = this.#toFields(said, this.#facts.request.toolName ?? "");
    const createdAt = new Date().toISOString();
    return `{"model":${this.#model},"created_at":"${createdAt}",${fields},${end}}`;
  }

  // A count of nothing is left out, as everything that is zero.
  #toEnd(reason: FinishReason, outputTokens: number, text: string): string {
    const { clock, request } = this.#facts;
    const isGenerate = this.#toFields === toGenerateFields;
    const prompt =
      request.promptTokens === 0
        ? ""
        : `"prompt_eval_count":${request.promptTokens},` +
          `"prompt_eval_duration":${toNs(clock.prefillMs)},`;
    return (
      `"done":true,"done_reason":"${reason}",` +
      (isGenerate ? `"context":${toTokenIds(text)},` : "") +
      `"total_duration":${toNs(clock.totalMs)},"load_duration":1000000,${prompt}` +
      `"eval_count":${outputTokens},"eval_duration":${toNs(clock.decodeMs)}`
    );
  }
}

// -1 and -2 stand for no limit.
const predictRule: FieldRule = {
  isValid: (value) => Number.isInteger(value) && value !== 0,
  wanted: "a whole number other than 0",
};

const readOllama = (
  body: JsonObject,
  promptTokens: number,
  modelName: string,
): Reading<GenerationRequest> => {
  const options = toObject(body["options"]);
  const problem =
    findFieldProblem(body, { stream: flagRule }) ??
    findFieldProblem(options, { num_predict: predictRule, seed: integerRule });
  if (problem !== null) return { ok: false, problem };
  const limit = toNumberOrNull(options["num_predict"]);
  const value = toRequest({
    model: typeof body["model"] === "string" ? body["model"] : modelName,
    promptTokens,
    wantsStream: body["stream"] !== false,
    maxTokens: limit !== null && limit > 0 ? limit : null,
    seed: toNumberOrNull(options["seed"]),
    toolName: readToolName(body),
  });
  return { ok: true, value };
};

const common = {
  ...commonDialect,
  createStream: () => withErrors(lineStream, textError),
  toErrorBody: textError,
};

/** POST /api/chat. */
export const ollamaChat: Dialect = {
  ...common,
  endpoint: "/api/chat",
  read(body, { modelName }) {
    const promptTokens = readMessages(body);
    if (typeof promptTokens === "string") return toProblem("messages", promptTokens);
    return readOllama(body, promptTokens, modelName);
  },
  createRenderer: (facts) => new OllamaRenderer(facts, toChatFields),
};

/** POST /api/generate. */
export const ollamaGenerate: Dialect = {
  ...common,
  endpoint: "/api/generate",
  read(body, { modelName }) {
    const { prompt = "", system = "" } = body;
    if (typeof prompt !== "string") return toProblem("prompt", "prompt must be a text");
    const systemWords = typeof system === "string" ? countWords(system) : 0;
    const reading = readOllama(body, countWords(prompt) + systemWords, modelName);
    return reading.ok ? { ok: true, value: { ...reading.value, toolName: null } } : reading;
  },
  createRenderer: (facts) => new OllamaRenderer(facts, toGenerateFields),
};
