// MindIE: POST /infer. The last event has the whole text and no delta: what was not sent before is
// the difference.

import type { FinishReason } from "../../output/output-length.ts";
import { type AnswerFacts, commonDialect, type Dialect, type Renderer } from "../dialect.ts";
import { typedError } from "../error-shapes.ts";
import { toAsciiJson } from "../answer/json-text.ts";
import { readPromptRequest } from "../request/prompt-request.ts";
import { toObject } from "../request/request-fields.ts";
import { eventStream, withErrors } from "../stream-shape.ts";
import { toTokenIds } from "../answer/tokens.ts";

const round = (ms: number): number => Math.round(ms * 1000) / 1000;

const toReason = (reason: FinishReason): string => (reason === "stop" ? "eos_token" : "length");

const createRenderer = ({ body, clock }: AnswerFacts): Renderer => {
  const hasDetails = toObject(body["parameters"])["details"] === true;
  let text = "";
  const toDetails = (reason: FinishReason, outputTokens: number): string =>
    hasDetails
      ? `{"finish_reason":"${toReason(reason)}","generated_tokens":${outputTokens},"seed":null}`
      : "null";
  return {
    opening: () => [],
    tokens: (newText) => {
      const lapMs = round(clock.lapMs());
      const times =
        text === ""
          ? `"prefill_time":${lapMs},"decode_time":null`
          : `"prefill_time":null,"decode_time":${lapMs}`;
      text += newText;
      return `{${times},"token":{"id":${toTokenIds(newText)},"text":"${newText}"}}`;
    },
    ending: (reason, outputTokens, lastText) => [
      `{"generated_text":"${text}${lastText}","details":${toDetails(reason, outputTokens)},` +
        `"token":{"id":${lastText === "" ? "[2]" : toTokenIds(lastText)},"text":null}}`,
    ],
    whole: (all, reason, outputTokens) =>
      `{"generated_text":${toAsciiJson(all)},"details":${toDetails(reason, outputTokens)}}`,
  };
};

const stream = {
  ...withErrors(eventStream, typedError),
  endMarker: null,
  finishesWithTokens: true,
};

/** The native API of MindIE. */
export const mindieInfer: Dialect = {
  ...commonDialect,
  endpoint: "/infer",
  problemStatus: 422,
  read: (body, call) =>
    readPromptRequest(
      { body, limits: toObject(body["parameters"]), call },
      { prompt: ["inputs"], maxTokens: "max_new_tokens" },
    ),
  createRenderer,
  createStream: () => stream,
  toErrorBody: typedError,
};
