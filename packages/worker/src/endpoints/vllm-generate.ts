// vLLM's demo server, and MindIE's imitation of it: JSON documents with a NUL byte after each, whose
// texts repeat the prompt and everything so far. No finish reason, no counts, no end mark.

import { pieceIn } from "../stream/content-pieces.ts";
import { CumulativeText } from "../stream/cumulative-text.ts";
import { arrayField, isJsonArray, isJsonObject } from "../stream/json/guards.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Endpoint } from "./endpoint.ts";
import { givenFields } from "./given-fields.ts";

/** `POST /generate`. The model is the server's only one; what it does not know breaks it. */
export const vllmGenerate: Endpoint = {
  name: "vllm-generate",
  path: () => "/generate",
  buildBody: (options, prompt) => ({
    prompt,
    stream: options.stream,
    max_tokens: options.maxTokens,
    ...givenFields({
      min_tokens: options.minTokens,
      ignore_eos: options.ignoreEos || null,
      temperature: options.temperature,
      top_p: options.topP,
      top_k: options.topK,
      stop: options.stop,
      logprobs: options.logprobs,
      n: options.choices === 1 ? null : options.choices,
    }),
  }),
  createDecoder: (options) =>
    new StreamDecoder(options, "nul", new VllmGenerateReader(options.prompt)),
};

/** One per reply. */
class VllmGenerateReader implements ReplyReader {
  readonly #texts: CumulativeText;

  constructor(prompt: string) {
    this.#texts = new CumulativeText({ prompt, texts: "cumulative", echo: "always" });
  }

  /** Nothing in the stream says that it is over. */
  get endsByClose(): boolean {
    return true;
  }

  /** A body is one message of the same shape: `text` has one element for each answer. */
  readMessage(value: unknown): Message | null {
    if (!isJsonObject(value) || !isJsonArray(value["text"])) return null;
    const choices = arrayField(value, "text").map((text, index) => ({
      index,
      pieces: pieceIn({ text: this.#take(index, text) }, "text", "text"),
      finishReason: null,
      tokens: 0,
    }));
    return { ...emptyMessage, choices, notes: this.#texts.notes };
  }

  readBody(value: unknown): Message | null {
    return this.readMessage(value);
  }

  #take(index: number, text: unknown): string {
    return typeof text === "string" ? this.#texts.take(index, text) : "";
  }
}
