// DashScope: POST /api/v1/services/aigc/text-generation/generation. Frames have a number, a name and
// the status in a comment, without spaces after the colons; text begins at the start unless
// incremental output is asked for; "null" is a text in unfinished choices.

import type { FinishReason } from "../../output/output-length.ts";
import {
  type AnswerFacts,
  commonDialect,
  type Dialect,
  type Renderer,
  type StreamShape,
} from "../dialect.ts";
import { dashScopeError } from "../error-shapes.ts";
import { type JsonObject, toProblem, toRequest } from "../generation-request.ts";
import { toAsciiJson } from "../answer/json-text.ts";
import { readMessages } from "../request/message-tokens.ts";
import { countWords } from "../request/prompt-tokens.ts";
import {
  findFieldProblem,
  integerRule,
  limitRule,
  toNumberOrNull,
  toObject,
} from "../request/request-fields.ts";
import { eventStream, withErrors } from "../stream-shape.ts";
import { splitReasoning, splitTokens } from "../answer/tokens.ts";

const readPromptTokens = (input: JsonObject): number | string => {
  const { prompt } = input;
  return typeof prompt === "string" ? countWords(prompt) : readMessages(input);
};

const createRenderer = ({ body, request, id, reasoningTokens }: AnswerFacts): Renderer => {
  const parameters = toObject(body["parameters"]);
  const isIncremental = parameters["incremental_output"] === true;
  const hasMessages = parameters["result_format"] === "message";
  let soFar = "";
  const toOutput = (text: string, tokens: number, reason: string): string => {
    const isAllReasoning = tokens <= reasoningTokens;
    const [reasoning, answer] = isIncremental
      ? [isAllReasoning ? text : "", isAllReasoning ? "" : text]
      : splitReasoning(text, reasoningTokens);
    if (!hasMessages) return `{"text":"${answer}","finish_reason":"${reason}"}`;
    const thoughts = reasoningTokens === 0 ? "" : `"reasoning_content":"${reasoning}",`;
    const message = `{"content":"${answer}",${thoughts}"role":"assistant"}`;
    return `{"choices":[{"message":${message},"finish_reason":"${reason}"}]}`;
  };
  const toAnswer = (output: string, tokens: number): string =>
    `{"output":${output},"usage":{"input_tokens":${request.promptTokens},` +
    `"output_tokens":${tokens},"total_tokens":${request.promptTokens + tokens}},` +
    `"request_id":${toAsciiJson(id)}}`;
  const next = (text: string, tokens: number, reason: string): string => {
    soFar += text;
    return toAnswer(toOutput(isIncremental ? text : soFar, tokens, reason), tokens);
  };
  const toWhole = (text: string, reason: FinishReason): string => {
    const [reasoning, answer] = splitReasoning(text, reasoningTokens);
    if (!hasMessages) return `{"text":"${answer}","finish_reason":"${reason}"}`;
    const thoughts = reasoning === "" ? "" : `"reasoning_content":"${reasoning}",`;
    return (
      `{"choices":[{"message":{"content":"${answer}",${thoughts}"role":"assistant"},` +
      `"finish_reason":"${reason}"}]}`
    );
  };
  return {
    opening: () => [],
    tokens: (text, tokensSoFar) => next(text, tokensSoFar, "null"),
    ending: (reason, outputTokens, lastText) => [next(lastText, outputTokens, reason)],
    whole: (text, reason) => toAnswer(toWhole(text, reason), splitTokens(text).length),
  };
};

const errorStart = `{"code":`;

const createStream = (): StreamShape => {
  let id = 0;
  const frame = (payload: string): string => {
    id += 1;
    const isError = payload.startsWith(errorStart);
    const [name, status] = isError ? ["error", 500] : ["result", 200];
    return `id:${id}\nevent:${name}\n:HTTP_STATUS/${status}\ndata:${payload}\n\n`;
  };
  const shape = withErrors(eventStream, dashScopeError);
  return { ...shape, frame, endMarker: null, finishesWithTokens: true };
};

/** The native API of DashScope. */
export const dashScope: Dialect = {
  ...commonDialect,
  endpoint: "/api/v1/services/aigc/text-generation/generation",
  read(body, { headers, modelName }) {
    const promptTokens = readPromptTokens(toObject(body["input"]));
    if (typeof promptTokens === "string") return toProblem("input.messages", promptTokens);
    const parameters = toObject(body["parameters"]);
    const problem = findFieldProblem(parameters, { max_tokens: limitRule, seed: integerRule });
    if (problem !== null) return { ok: false, problem };
    const value = toRequest({
      model: typeof body["model"] === "string" ? body["model"] : modelName,
      promptTokens,
      wantsStream: headers["x-dashscope-sse"] === "enable",
      maxTokens: toNumberOrNull(parameters["max_tokens"]),
      seed: toNumberOrNull(parameters["seed"]),
    });
    return { ok: true, value };
  },
  createRenderer,
  createStream,
  toErrorBody: dashScopeError,
};
