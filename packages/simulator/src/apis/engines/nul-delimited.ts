// APIs whose documents end with a NUL byte: the demo server of vLLM (and MindIE in its manner) at
// POST /generate, and the worker of FastChat. Their text always begins at the start.

import { type AnswerFacts, commonDialect, type Dialect, type Renderer } from "../dialect.ts";
import { textError, workerError } from "../error-shapes.ts";
import { toAsciiJson } from "../answer/json-text.ts";
import { readPromptRequest, toPromptText } from "../request/prompt-request.ts";
import { nulStream, withErrors } from "../stream-shape.ts";

const promptNames = ["prompt"];

const createDemoRenderer = ({ body }: AnswerFacts): Renderer => {
  let soFar = toPromptText(body, promptNames);
  return {
    opening: () => [],
    tokens: (text) => {
      soFar += text;
      return `{"text":[${toAsciiJson(soFar)}]}`;
    },
    ending: () => [],
    whole: (text) => `{"text":[${toAsciiJson(soFar + text)}]}`,
  };
};

const demoStream = withErrors(nulStream, textError);

/** POST /generate of vLLM's demo server: prompt and answer in one text. */
export const vllmDemo: Dialect = {
  ...commonDialect,
  endpoint: "/generate",
  read: (body, call) =>
    readPromptRequest(
      { body, limits: body, call },
      { prompt: promptNames, maxTokens: "max_tokens" },
    ),
  createRenderer: createDemoRenderer,
  createStream: () => demoStream,
  toErrorBody: textError,
};

const createWorkerRenderer = ({ body, request }: AnswerFacts): Renderer => {
  const echo = body["echo"] === true ? toPromptText(body, promptNames) : "";
  const { promptTokens } = request;
  let soFar = echo;
  const toAnswer = (text: string, tokens: number, reason: string | null): string =>
    JSON.stringify({
      text,
      error_code: 0,
      usage: {
        prompt_tokens: promptTokens,
        completion_tokens: tokens,
        total_tokens: promptTokens + tokens,
      },
      finish_reason: reason,
    });
  return {
    opening: () => [],
    tokens: (text, tokensSoFar) => {
      soFar += text;
      return toAnswer(soFar, tokensSoFar, null);
    },
    ending: (reason, outputTokens) => [toAnswer(soFar, outputTokens, reason)],
    whole: (text, reason, outputTokens) => toAnswer(echo + text, outputTokens, reason),
  };
};

const workerStream = withErrors(nulStream, workerError);

/** POST /worker_generate_stream of FastChat's worker; it always streams. */
export const fastChatWorker: Dialect = {
  ...commonDialect,
  endpoint: "/worker_generate_stream",
  read(body, call) {
    const fields = { prompt: promptNames, maxTokens: "max_new_tokens" };
    const reading = readPromptRequest({ body, limits: body, call }, fields);
    return reading.ok ? { ok: true, value: { ...reading.value, wantsStream: true } } : reading;
  },
  createRenderer: createWorkerRenderer,
  createStream: () => workerStream,
  toErrorBody: workerError,
};
