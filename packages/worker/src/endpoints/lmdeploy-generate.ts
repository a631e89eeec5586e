// LMDeploy's own API: SGLang's in shape, but each message holds only what is new.

import { pieceIn, soleChoice } from "../stream/content-pieces.ts";
import { CountGrowth } from "../stream/count-growth.ts";
import { arrayField, isJsonObject } from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Endpoint } from "./endpoint.ts";
import { givenFields } from "./given-fields.ts";
import { readMetaInfo } from "./meta-info.ts";

/** `POST /generate`. The model is the server's only one. */
export const lmdeployGenerate: Endpoint = {
  name: "lmdeploy-generate",
  path: () => "/generate",
  buildBody: (options, prompt) => ({
    prompt,
    max_tokens: options.maxTokens,
    stream: options.stream,
    ...givenFields({
      ignore_eos: options.ignoreEos || null,
      temperature: options.temperature,
      top_p: options.topP,
      top_k: options.topK,
      stop: options.stop,
      return_logprob: options.logprobs === null ? null : true,
    }),
  }),
  createDecoder: (options) => new StreamDecoder(options, "sse", new LmdeployReader()),
};

/** One per reply. */
class LmdeployReader implements ReplyReader {
  readonly #counts = new CountGrowth();

  readMessage(value: unknown): Message | null {
    const isFrame = isJsonObject(value) && ("text" in value || "meta_info" in value);
    return isFrame ? this.#read(value) : null;
  }

  readBody(value: unknown): Message | null {
    const isAnswer = isJsonObject(value) && typeof value["text"] === "string";
    return isAnswer ? this.#read(value) : null;
  }

  #read(frame: JsonObject): Message {
    const { outputTokens, finishReason, error, usage, timings } = readMetaInfo(frame);
    const tokens = this.#counts.take(0, outputTokens) || arrayField(frame, "output_ids").length;
    return {
      ...emptyMessage,
      choices: soleChoice(pieceIn(frame, "text", "text"), finishReason, tokens),
      usage,
      error,
      timings,
    };
  }
}
