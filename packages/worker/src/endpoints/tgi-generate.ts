// The own API of Hugging Face TGI, streamed one token an event; MindIE offers it, too. There is no end
// mark: the last event is the one that repeats the whole text.

import { pieceIn, soleChoice } from "../stream/content-pieces.ts";
import { CumulativeText } from "../stream/cumulative-text.ts";
import {
  arrayField,
  countField,
  isJsonObject,
  objectField,
  textField,
} from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Usage } from "../stream/usage.ts";
import type { Endpoint } from "./endpoint.ts";
import { givenFields } from "./given-fields.ts";
import { tgiParameters } from "./tgi-parameters.ts";

/** `POST /generate_stream` and, not streamed, `POST /generate`. The model is the server's only one. */
export const tgiGenerate: Endpoint = {
  name: "tgi-generate",
  path: ({ stream }) => (stream ? "/generate_stream" : "/generate"),
  buildBody: (options, prompt) => ({
    inputs: prompt,
    parameters: {
      ...tgiParameters(options),
      ...givenFields({ stop: options.stop, top_n_tokens: options.logprobs || null }),
    },
  }),
  createDecoder: (options) => new StreamDecoder(options, "sse", createTgiReader(options.prompt)),
};

/** Reads TGI's events and bodies; of the prompt it needs to know whether an answer repeats it. */
function createTgiReader(prompt: string): ReplyReader {
  return {
    readMessage: (value) => (isJsonObject(value) ? readEvent(value) : null),
    readBody: (value) => (isJsonObject(value) ? readBody(value, prompt) : null),
  };
}

function readEvent(event: JsonObject): Message | null {
  const token = objectField(event, "token");
  const isLast = typeof event["generated_text"] === "string";
  if (token === null && !isLast) return null;
  const isSpecial = token?.["special"] === true;
  const details = objectField(event, "details");
  return {
    ...emptyMessage,
    choices: soleChoice(
      // Special tokens were generated, but are no text.
      isSpecial ? [] : pieceIn(token, "text", "text"),
      finishReasonOf(details),
      token === null ? 0 : 1,
    ),
    usage: readDetails(details),
    isEnd: isLast,
  };
}

function readBody(body: JsonObject, prompt: string): Message | null {
  const text = body["generated_text"];
  if (typeof text !== "string") return null;
  const texts = new CumulativeText({ prompt, texts: "cumulative", echo: "possible" });
  const details = objectField(body, "details");
  const answer = { text: texts.take(0, text) };
  return {
    ...emptyMessage,
    choices: soleChoice(pieceIn(answer, "text", "text"), finishReasonOf(details)),
    usage: readDetails(details),
    notes: texts.notes,
  };
}

const finishReasonOf = (details: JsonObject | null): string | null =>
  (details && textField(details, "finish_reason")) || null;

function readDetails(details: JsonObject | null): Usage | null {
  const outputTokens = details && countField(details, "generated_tokens");
  if (details === null || outputTokens === null) return null;
  return {
    inputTokens:
      countField(details, "input_length") ?? (arrayField(details, "prefill").length || null),
    outputTokens,
    reasoningTokens: null,
    cachedTokens: null,
  };
}
