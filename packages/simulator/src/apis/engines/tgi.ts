// Text Generation Inference: POST /generate, /generate_stream and the compatible POST /, which wraps
// its answer into a list.

import type { FinishReason } from "../../output/output-length.ts";
import { type AnswerFacts, commonDialect, type Dialect, type Renderer } from "../dialect.ts";
import { typedError } from "../error-shapes.ts";
import { toAsciiJson } from "../answer/json-text.ts";
import { readPromptRequest, toPromptText } from "../request/prompt-request.ts";
import { toObject } from "../request/request-fields.ts";
import { eventStream, withErrors } from "../stream-shape.ts";
import { splitTokens, toLogprob, toTokenId } from "../answer/tokens.ts";

/** The paths of this API. */
export type TgiPath = "/generate" | "/generate_stream" | "/";

const toReason = (reason: FinishReason): string => (reason === "stop" ? "eos_token" : "length");

const toToken = (text: string): string =>
  `{"id":${toTokenId(text)},"text":"${text}","logprob":${toLogprob(text)},"special":false}`;

const endToken = `{"id":2,"text":"</s>","logprob":-0.1,"special":true}`;

class TgiRenderer implements Renderer {
  readonly #facts: AnswerFacts;
  readonly #isWrapped: boolean;
  readonly #parameters: Readonly<Record<string, unknown>>;
  #text: string;
  #index = 0;

  constructor(facts: AnswerFacts, isWrapped: boolean) {
    this.#facts = facts;
    this.#isWrapped = isWrapped;
    this.#parameters = toObject(facts.body["parameters"]);
    this.#text = this.#toEcho();
  }

  opening(): readonly string[] {
    return [];
  }

  tokens(text: string): string {
    this.#text += text;
    return this.#toEvent(toToken(text), "null", "null");
  }

  // An answer that ends by itself has one more token, which is counted but is no text.
  ending(reason: FinishReason, outputTokens: number, lastText: string): readonly string[] {
    const isStop = reason === "stop" || lastText === "";
    const before = isStop && lastText !== "" ? [this.tokens(lastText)] : [];
    if (!isStop) this.#text += lastText;
    const details = this.#toDetails(reason, outputTokens + (isStop ? 1 : 0));
    const token = isStop ? endToken : toToken(lastText);
    return [...before, this.#toEvent(token, toAsciiJson(this.#text), details)];
  }

  whole(text: string, reason: FinishReason, outputTokens: number): string {
    const tokens = `"prefill":[],"tokens":[${splitTokens(text).map(toToken).join(",")}]`;
    const details = this.#hasDetails()
      ? `,"details":{"finish_reason":"${toReason(reason)}","generated_tokens":${outputTokens},` +
        `"seed":null,${tokens}}`
      : "";
    const body = `{"generated_text":${toAsciiJson(this.#toEcho() + text)}${details}}`;
    return this.#isWrapped ? `[${body}]` : body;
  }

  wholeHeaders(outputTokens: number): Readonly<Record<string, string>> {
    const { clock, request } = this.#facts;
    const inferenceMs = clock.prefillMs + clock.decodeMs;
    return {
      "x-compute-type": "gpu+simulated",
      "x-compute-time": (clock.totalMs / 1000).toFixed(6),
      "x-total-time": clock.totalMs.toFixed(0),
      "x-validation-time": "0",
      "x-queue-time": clock.queueMs.toFixed(0),
      "x-inference-time": inferenceMs.toFixed(0),
      "x-time-per-token": (inferenceMs / Math.max(1, outputTokens)).toFixed(0),
      "x-prompt-tokens": String(request.promptTokens),
      "x-generated-tokens": String(outputTokens),
    };
  }

  #hasDetails(): boolean {
    return this.#parameters["details"] === true;
  }

  #toEcho(): string {
    const isWanted = this.#parameters["return_full_text"] === true;
    return isWanted ? toPromptText(this.#facts.body, ["inputs"]) : "";
  }

  #toDetails(reason: FinishReason, generatedTokens: number): string {
    if (!this.#hasDetails()) return "null";
    const inputLength = this.#facts.request.promptTokens;
    return (
      `{"finish_reason":"${toReason(reason)}","generated_tokens":${generatedTokens},` +
      `"seed":null,"input_length":${inputLength}}`
    );
  }

  #toEvent(token: string, generatedText: string, details: string): string {
    this.#index += 1;
    return (
      `{"index":${this.#index},"token":${token},"generated_text":${generatedText},` +
      `"details":${details}}`
    );
  }
}

const stream = {
  ...withErrors(eventStream, typedError),
  endMarker: null,
  finishesWithTokens: true,
};

/** The dialect of one of the paths. */
export const createTgi = (path: TgiPath): Dialect => ({
  ...commonDialect,
  endpoint: path,
  problemStatus: 422,
  read(body, call) {
    const limits = toObject(body["parameters"]);
    const fields = { prompt: ["inputs"], maxTokens: "max_new_tokens" };
    const reading = readPromptRequest({ body, limits, call }, fields);
    if (!reading.ok) return reading;
    const wantsStream = path === "/" ? reading.value.wantsStream : path === "/generate_stream";
    return { ok: true, value: { ...reading.value, wantsStream } };
  },
  createRenderer: (facts) => new TgiRenderer(facts, path === "/"),
  createStream: () => stream,
  toErrorBody: typedError,
});
