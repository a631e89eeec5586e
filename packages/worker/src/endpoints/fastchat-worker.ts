// FastChat's protocol between its API server and a worker: JSON documents with a NUL byte after each,
// with the text and the counts so far. Useful to test one worker without the servers before it.

import { pieceIn, soleChoice } from "../stream/content-pieces.ts";
import { CumulativeText } from "../stream/cumulative-text.ts";
import { isJsonArray, isJsonObject } from "../stream/json/guards.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import { readUsage } from "../stream/usage.ts";
import type { Endpoint } from "./endpoint.ts";
import { givenFields } from "./given-fields.ts";

/** `POST /worker_generate_stream` and, not streamed, `POST /worker_generate`. */
export const fastchatWorker: Endpoint = {
  name: "fastchat-worker",
  path: ({ stream }) => (stream ? "/worker_generate_stream" : "/worker_generate"),
  buildBody: (options, prompt) => ({
    ...givenFields({ model: options.model }),
    prompt,
    max_new_tokens: options.maxTokens,
    // Unless told, a worker repeats the prompt in every message.
    echo: false,
    ...givenFields({
      temperature: options.temperature,
      top_p: options.topP,
      top_k: options.topK,
      stop: options.stop,
      logprobs: options.logprobs,
    }),
  }),
  alwaysStreams: true,
  createDecoder: (options) =>
    new StreamDecoder(options, "nul", new FastchatWorkerReader(options.prompt)),
};

/** One per reply. */
class FastchatWorkerReader implements ReplyReader {
  readonly #texts: CumulativeText;

  constructor(prompt: string) {
    this.#texts = new CumulativeText({ prompt, texts: "cumulative", echo: "possible" });
  }

  /** The last message comes twice, the second time with its finish reason. */
  readMessage(value: unknown): Message | null {
    if (!isJsonObject(value) || typeof value["text"] !== "string") return null;
    const added = { text: this.#texts.take(0, value["text"]) };
    const finishReason = readFinishReason(value["finish_reason"]);
    return {
      ...emptyMessage,
      choices: soleChoice(pieceIn(added, "text", "text"), finishReason),
      usage: readUsage(value),
      notes: this.#texts.notes,
    };
  }

  readBody(value: unknown): Message | null {
    return this.readMessage(value);
  }
}

/** A reason, or a list with one for each beam. */
function readFinishReason(value: unknown): string | null {
  const reason: unknown = isJsonArray(value) ? value[0] : value;
  return typeof reason === "string" && reason !== "" ? reason : null;
}
