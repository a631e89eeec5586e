// DashScope text generation, its native API. A stream is asked for in a header, every frame has the
// counts so far, and texts are whole unless deltas are asked for, which not every model heeds.

import { soleChoice } from "../stream/content-pieces.ts";
import { CumulativeText } from "../stream/cumulative-text.ts";
import {
  arrayField,
  choiceIndex,
  countField,
  isJsonArray,
  isJsonObject,
  objectField,
  textField,
} from "../stream/json/guards.ts";
import type { JsonObject } from "../stream/json/guards.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { ChoiceContent, ContentPiece, Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import { readUsage } from "../stream/usage.ts";
import type { Endpoint } from "./endpoint.ts";
import { givenFields } from "./given-fields.ts";

/** `POST /api/v1/services/aigc/text-generation/generation`. */
export const dashscopeGeneration: Endpoint = {
  name: "dashscope-generation",
  path: () => "/api/v1/services/aigc/text-generation/generation",
  headers: ({ stream }): Record<string, string> => (stream ? { "x-dashscope-sse": "enable" } : {}),
  buildBody: (options, prompt) => ({
    ...givenFields({ model: options.model }),
    input: { messages: [{ role: "user", content: prompt }] },
    parameters: {
      result_format: "message",
      ...(options.stream ? { incremental_output: true } : {}),
      max_tokens: options.maxTokens,
      ...givenFields({
        temperature: options.temperature,
        top_p: options.topP,
        top_k: options.topK,
        stop: options.stop,
        n: options.choices === 1 ? null : options.choices,
      }),
    },
  }),
  createDecoder: (options) => new StreamDecoder(options, "sse", new DashscopeReader()),
};

const newTexts = (texts: "cumulative" | "maybe-deltas"): CumulativeText =>
  new CumulativeText({ prompt: "", texts, echo: "never" });

/** One per reply: it keeps the texts, in case that each repeats the one before. */
class DashscopeReader implements ReplyReader {
  readonly #reasoning = newTexts("maybe-deltas");
  readonly #text = newTexts("maybe-deltas");
  readonly #toolName = newTexts("cumulative");
  readonly #toolInput = newTexts("maybe-deltas");

  readMessage(value: unknown): Message | null {
    return isJsonObject(value) ? this.#read(value) : null;
  }

  readBody(value: unknown): Message | null {
    return isJsonObject(value) && objectField(value, "output") !== null ? this.#read(value) : null;
  }

  #read(frame: JsonObject): Message {
    const output = objectField(frame, "output") ?? {};
    const choices = arrayField(output, "choices").filter(isJsonObject);
    return {
      ...emptyMessage,
      choices:
        choices.length === 0
          ? this.#readPlain(output)
          : choices.map((choice, place) => this.#readChoice(choice, place)),
      usage: readUsage(frame),
      notes: [...this.#text.notes, ...this.#reasoning.notes],
    };
  }

  /** The result format `text`. */
  #readPlain(output: JsonObject): readonly ChoiceContent[] {
    const text = this.#text.take(0, textField(output, "text"));
    return soleChoice(toPieces("text", "text", text), finishReasonOf(output));
  }

  #readChoice(choice: JsonObject, place: number): ChoiceContent {
    const index = choiceIndex(choice, place);
    const message = objectField(choice, "message") ?? {};
    const reasoning = this.#reasoning.take(index, textField(message, "reasoning_content"));
    const text = this.#text.take(index, contentText(message["content"]));
    const calls = arrayField(message, "tool_calls").filter(isJsonObject);
    return {
      index,
      pieces: [
        ...toPieces("reasoning", "reasoning_content", reasoning),
        ...toPieces("text", "content", text),
        ...calls.flatMap((call, at) => this.#readCall(call, at)),
      ],
      finishReason: finishReasonOf(choice),
      tokens: 0,
    };
  }

  #readCall(call: JsonObject, place: number): readonly ContentPiece[] {
    const index = countField(call, "index") ?? place;
    const called = objectField(call, "function") ?? {};
    const name = this.#toolName.take(index, textField(called, "name"));
    const input = this.#toolInput.take(index, textField(called, "arguments"));
    return [...toPieces("tool", "name", name), ...toPieces("tool", "arguments", input)];
  }
}

/** A text, or the list of parts that multimodal models give. */
function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  if (!isJsonArray(content)) return "";
  return content
    .filter(isJsonObject)
    .map((part) => textField(part, "text"))
    .join("");
}

const toPieces = (kind: ContentPiece["kind"], key: string, text: string): readonly ContentPiece[] =>
  text === "" ? [] : [{ kind, key, text }];

/** Unfinished is the word "null". */
function finishReasonOf(holder: JsonObject): string | null {
  const reason = textField(holder, "finish_reason");
  return reason === "" || reason === "null" ? null : reason;
}
