// SGLang's own API. Texts are cumulative unless the server was started otherwise, which is detected;
// several answers come in messages of their own, told apart by their index.

import { pieceIn } from "../stream/content-pieces.ts";
import { CountGrowth } from "../stream/count-growth.ts";
import { CumulativeText } from "../stream/cumulative-text.ts";
import { choiceIndex, isJsonArray, isJsonObject } from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { mergeAnswers } from "../stream/merge-answers.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Endpoint } from "./endpoint.ts";
import { givenFields } from "./given-fields.ts";
import { readMetaInfo } from "./meta-info.ts";

/** `POST /generate`. The model is the server's only one. */
export const sglangGenerate: Endpoint = {
  name: "sglang-generate",
  path: () => "/generate",
  buildBody: (options, prompt) => ({
    text: prompt,
    sampling_params: {
      max_new_tokens: options.maxTokens,
      ...givenFields({
        min_new_tokens: options.minTokens,
        ignore_eos: options.ignoreEos || null,
        temperature: options.temperature,
        top_p: options.topP,
        top_k: options.topK,
        stop: options.stop,
        n: options.choices === 1 ? null : options.choices,
      }),
    },
    stream: options.stream,
    ...(options.logprobs === null
      ? {}
      : { return_logprob: true, top_logprobs_num: options.logprobs }),
  }),
  createDecoder: (options) => new StreamDecoder(options, "sse", new SglangReader(options.prompt)),
};

/** One per reply. */
class SglangReader implements ReplyReader {
  readonly #texts: CumulativeText;
  readonly #counts = new CountGrowth();

  constructor(prompt: string) {
    this.#texts = new CumulativeText({ prompt, texts: "maybe-cumulative", echo: "never" });
  }

  readMessage(value: unknown): Message | null {
    return isJsonObject(value) && ("text" in value || "meta_info" in value)
      ? this.#read(value, choiceIndex(value))
      : null;
  }

  /** Several answers are a list. */
  readBody(value: unknown): Message | null {
    const answers = (isJsonArray(value) ? value : [value]).filter(isJsonObject);
    if (answers.length === 0 || !answers.every(({ text }) => typeof text === "string")) return null;
    return mergeAnswers(answers.map((answer, index) => this.#read(answer, index)));
  }

  #read(frame: JsonObject, index: number): Message {
    const { outputTokens, finishReason, error, usage, timings } = readMetaInfo(frame);
    const { text } = frame;
    const added = { text: typeof text === "string" ? this.#texts.take(index, text) : "" };
    const pieces = pieceIn(added, "text", "text");
    const tokens = this.#counts.take(index, outputTokens);
    return {
      ...emptyMessage,
      choices: [{ index, pieces, finishReason, tokens }],
      usage,
      error,
      timings,
      notes: this.#texts.notes,
    };
  }
}
