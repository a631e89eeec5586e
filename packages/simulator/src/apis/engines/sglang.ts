// SGLang: POST /generate. Each event of a stream repeats the text from its start.

import type { FinishReason } from "../../output/output-length.ts";
import { type AnswerFacts, commonDialect, type Dialect, type Renderer } from "../dialect.ts";
import { bareError } from "../error-shapes.ts";
import { toAsciiJson } from "../answer/json-text.ts";
import { readPromptRequest } from "../request/prompt-request.ts";
import { toObject } from "../request/request-fields.ts";
import { eventStream, withErrors } from "../stream-shape.ts";
import { toTokenIds } from "../answer/tokens.ts";

const toReason = (reason: FinishReason, outputTokens: number): string =>
  reason === "stop" ? `{"type":"stop","matched":2}` : `{"type":"length","length":${outputTokens}}`;

class SglangRenderer implements Renderer {
  readonly #facts: AnswerFacts;
  readonly #metaHead: string;
  #text = "";

  constructor(facts: AnswerFacts) {
    this.#facts = facts;
    this.#metaHead = `"meta_info":{"id":${toAsciiJson(facts.id)},"finish_reason":`;
  }

  opening(): readonly string[] {
    return [];
  }

  tokens(text: string, tokensSoFar: number): string {
    this.#text += text;
    return this.#toAnswer(this.#text, "null", tokensSoFar, `"weight_version":"default"`);
  }

  ending(reason: FinishReason, outputTokens: number, lastText: string): readonly string[] {
    return [this.whole(this.#text + lastText, reason, outputTokens)];
  }

  whole(text: string, reason: FinishReason, outputTokens: number): string {
    const latency = `"e2e_latency":${this.#facts.clock.totalMs / 1000}`;
    return this.#toAnswer(text, toReason(reason, outputTokens), outputTokens, latency);
  }

  #toAnswer(text: string, reason: string, tokens: number, last: string): string {
    return (
      `{"text":"${text}","output_ids":${toTokenIds(text)},${this.#metaHead}${reason},` +
      `"prompt_tokens":${this.#facts.request.promptTokens},"completion_tokens":${tokens},` +
      `"cached_tokens":0,${last}}}`
    );
  }
}

const stream = { ...withErrors(eventStream, bareError), finishesWithTokens: true };

/** The native API of SGLang. */
export const sglang: Dialect = {
  ...commonDialect,
  endpoint: "/generate",
  read: (body, call) =>
    readPromptRequest(
      { body, limits: toObject(body["sampling_params"]), call },
      { prompt: ["text", "input_ids"], maxTokens: "max_new_tokens", minTokens: "min_new_tokens" },
    ),
  createRenderer: (facts) => new SglangRenderer(facts),
  createStream: () => stream,
  toErrorBody: bareError,
};
