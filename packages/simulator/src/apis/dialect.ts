// What the engine needs from an API: how its requests are read, how its answers are written and how
// its streams travel. A renderer belongs to one request and makes the JSON of each message.

import type { FinishReason } from "../output/output-length.ts";
import type { AnswerClock } from "./answer/answer-clock.ts";
import type { ApiError } from "./error-body.ts";
import type { GenerationRequest, JsonObject, Reading } from "./generation-request.ts";

/** What an answer says about itself. */
export interface AnswerFacts {
  readonly id: string;
  readonly createdAtS: number;
  readonly request: GenerationRequest;
  /** The body from which the request was read. */
  readonly body: JsonObject;
  /** Tokens of one message, as the configuration says. */
  readonly tokensPerChunk: number;
  /** Tokens at the start of each choice that are reasoning. */
  readonly reasoningTokens: number;
  /** What an API with timings in its answers reads them from. */
  readonly clock: AnswerClock;
}

/** Writes the JSON documents of one answer, in ASCII only: one character is one byte. */
export interface Renderer {
  /** The messages before the first token. */
  opening(): readonly string[];
  /** Messages that must stand before a message with tokens, e.g. the start of another block. */
  lead?(tokensSoFar: number): readonly string[];
  /** A message with tokens; `tokensSoFar` counts them too. */
  tokens(text: string, tokensSoFar: number): string;
  /**
   * The messages that end a complete stream. `lastText` is the text of the last tokens where
   * `StreamShape.finishesWithTokens` holds (`tokens` was then not called for them), else empty.
   */
  ending(reason: FinishReason, outputTokens: number, lastText: string): readonly string[];
  /** The whole answer to a request that was not streamed. */
  whole(text: string, reason: FinishReason, outputTokens: number): string;
  /** Headers of the whole answer that are only known when it is complete. */
  wholeHeaders?(outputTokens: number): Readonly<Record<string, string>>;
}

/** How messages travel in a stream; made anew for each request, so that a frame may count. */
export interface StreamShape {
  /** null = the answer has no such header. */
  readonly contentType: string | null;
  /** Puts one message into its frame. */
  readonly frame: (payload: string) => string;
  /** The payload that ends a stream, put through `frame` as well; null = none. */
  readonly endMarker: string | null;
  /** The messages before the first token leave in one write with it; false = at admission. */
  readonly opensWithTokens: boolean;
  /** The last tokens travel in the message that ends the stream; see `Renderer.ending`. */
  readonly finishesWithTokens: boolean;
  /** The payload of an error inside a stream. */
  readonly toError: (message: string) => string;
}

/** What is known of a call beside its body. */
export interface CallFacts {
  /** Path without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Parts of the path that the pattern names, e.g. `model`. */
  readonly names: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The model that the simulator lists, for requests that need not name one. */
  readonly modelName: string;
}

/** The header in which an API wants its key; `authorization` has it after `Bearer`. */
export type KeyHeader = "authorization" | "x-api-key" | "x-goog-api-key";

/** One API of the simulator. */
export interface Dialect {
  /** The name under which the truth log notes it: its path. */
  readonly endpoint: string;
  readonly idPrefix: string;
  readonly keyHeaders: readonly KeyHeader[];
  /** The status of an answer to a body that cannot be served. */
  readonly problemStatus: 400 | 422;
  read(body: JsonObject, call: CallFacts): Reading<GenerationRequest>;
  createRenderer(facts: AnswerFacts): Renderer;
  createStream(request: GenerationRequest, body: JsonObject): StreamShape;
  /** The JSON document of an error answer. */
  toErrorBody(error: ApiError, status: number): string;
}

/** What most APIs have in common. */
export const commonDialect = {
  idPrefix: "",
  keyHeaders: ["authorization"],
  problemStatus: 400,
} as const satisfies Partial<Dialect>;
