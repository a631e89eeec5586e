// Triton: POST /v2/models/M/generate and /generate_stream, with flat bodies whose keys are the names
// of tensors, and the same call as MindIE has it.

import type { FinishReason } from "../../output/output-length.ts";
import { type AnswerFacts, commonDialect, type Dialect, type Renderer } from "../dialect.ts";
import { textError } from "../error-shapes.ts";
import { toAsciiJson, toTemplate } from "../answer/json-text.ts";
import { readPromptRequest, toPromptText } from "../request/prompt-request.ts";
import { toObject } from "../request/request-fields.ts";
import { eventStream, withErrors } from "../stream-shape.ts";

/** Which of the two kinds of fields a server has. */
export type TritonFields = "triton" | "mindie";

// Asked for in so many words, the prompt comes before the text; some models do so unasked.
const toEcho = ({ body }: AnswerFacts): string =>
  body["exclude_input_in_output"] === false ? toPromptText(body, ["text_input"]) : "";

const createTritonRenderer = (facts: AnswerFacts): Renderer => {
  let echo = toEcho(facts);
  const toAnswer = toTemplate(
    (text) =>
      `{"model_name":${toAsciiJson(facts.request.model)},"model_version":"1",` +
      `"sequence_end":false,"sequence_id":0,"sequence_start":false,"text_output":"${text}"}`,
  );
  const escape = (text: string): string => toAsciiJson(text).slice(1, -1);
  return {
    opening: () => [],
    tokens: (text) => {
      const whole = echo === "" ? text : escape(echo) + text;
      echo = "";
      return toAnswer(whole);
    },
    ending: () => [],
    whole: (text) => toAnswer(escape(echo) + text),
  };
};

const toMs = (ms: number): number => Math.round(ms * 1000) / 1000;

const createMindieRenderer = (facts: AnswerFacts): Renderer => {
  const { clock, request, body, id } = facts;
  const hasDetails = toObject(body["parameters"])["details"] === true;
  const head = `{"id":${toAsciiJson(id)},"model_name":${toAsciiJson(request.model)},"model_version":null,"text_output":"`;
  const toDetails = (tokens: number, reason: FinishReason | null): string => {
    if (!hasDetails) return "";
    const end = reason === "stop" ? "eos_token" : reason;
    const finish = end === null ? "" : `"finish_reason":"${end}",`;
    return `,"details":{${finish}"generated_tokens":${tokens},"first_token_cost":null,"decode_cost":null}`;
  };
  let isFirst = true;
  const toAnswer = (text: string, tokens: number, reason: FinishReason | null): string => {
    const lapMs = toMs(clock.lapMs());
    const times = isFirst
      ? `"prefill_time":${lapMs},"decode_time":null`
      : `"prefill_time":null,"decode_time":${lapMs}`;
    isFirst = false;
    return `${head}${text}"${toDetails(tokens, reason)},${times}}`;
  };
  return {
    opening: () => [],
    tokens: (text, tokensSoFar) => toAnswer(text, tokensSoFar, null),
    ending: (reason, outputTokens, lastText) => [toAnswer(lastText, outputTokens, reason)],
    whole: (text, reason, outputTokens) => toAnswer(text, outputTokens, reason),
  };
};

const eventsWithoutMarker = { ...withErrors(eventStream, textError), endMarker: null };
const streams = {
  triton: eventsWithoutMarker,
  // Without a space after the colon.
  mindie: {
    ...eventsWithoutMarker,
    frame: (payload: string) => `data:${payload}\n\n`,
    finishesWithTokens: true,
  },
};

/** The dialect of one of the two calls. */
export const createTriton = (
  call: "generate" | "generate_stream",
  fields: TritonFields,
): Dialect => ({
  ...commonDialect,
  endpoint: `/v2/models/{model}/${call}`,
  read(body, facts) {
    const limits = { ...toObject(body["parameters"]), ...body };
    const names = {
      prompt: ["text_input"],
      maxTokens: limits["max_new_tokens"] === undefined ? "max_tokens" : "max_new_tokens",
      minTokens: limits["min_tokens"] === undefined ? "min_length" : "min_tokens",
      seed: limits["random_seed"] === undefined ? "seed" : "random_seed",
    };
    const reading = readPromptRequest({ body, limits, call: facts }, names);
    const wantsStream = call === "generate_stream";
    return reading.ok ? { ok: true, value: { ...reading.value, wantsStream } } : reading;
  },
  createRenderer: fields === "triton" ? createTritonRenderer : createMindieRenderer,
  createStream: () => streams[fields],
  toErrorBody: textError,
});
