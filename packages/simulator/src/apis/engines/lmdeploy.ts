// LMDeploy: POST /generate. Its fields have the names of SGLang's, but its text is the new one only.

import type { FinishReason } from "../../output/output-length.ts";
import { type AnswerFacts, commonDialect, type Dialect, type Renderer } from "../dialect.ts";
import { flatError } from "../error-shapes.ts";
import { readPromptRequest } from "../request/prompt-request.ts";
import { eventStream, withErrors } from "../stream-shape.ts";
import { toTokenIds } from "../answer/tokens.ts";

const createRenderer = ({ request }: AnswerFacts): Renderer => {
  const toAnswer = (text: string, tokens: number, reason: FinishReason | null): string => {
    const finishReason = reason === null ? "null" : `{"type":"${reason}"}`;
    return (
      `{"text":"${text}","output_ids":${toTokenIds(text)},"meta_info":{` +
      `"prompt_tokens":${request.promptTokens},"completion_tokens":${tokens},` +
      `"finish_reason":${finishReason}}}`
    );
  };
  return {
    opening: () => [],
    tokens: (text, tokensSoFar) => toAnswer(text, tokensSoFar, null),
    ending: (reason, outputTokens, lastText) => [toAnswer(lastText, outputTokens, reason)],
    whole: (text, reason, outputTokens) => toAnswer(text, outputTokens, reason),
  };
};

const stream = { ...withErrors(eventStream, flatError), finishesWithTokens: true };

/** The native API of LMDeploy. */
export const lmdeploy: Dialect = {
  ...commonDialect,
  endpoint: "/generate",
  read: (body, call) =>
    readPromptRequest(
      { body, limits: body, call },
      { prompt: ["prompt", "input_ids"], maxTokens: "max_tokens", minTokens: "min_new_tokens" },
    ),
  createRenderer,
  createStream: () => stream,
  toErrorBody: flatError,
};
