// What the engine needs from an API: how its requests are read and how its answers are written.
// A renderer belongs to one request and makes the JSON of each chunk; framing is not its business.

import type { FinishReason } from "../output/output-length.ts";
import type { GenerationRequest, JsonObject, Reading } from "./generation-request.ts";

/** What an answer says about itself. */
export interface AnswerFacts {
  readonly id: string;
  readonly createdAtS: number;
  readonly request: GenerationRequest;
}

/** Writes the JSON documents of one answer, in ASCII only: one character is one byte. */
export interface Renderer {
  /** The chunk before the first token; null = none. */
  opening(): string | null;
  /** A chunk with tokens; `tokensSoFar` counts them too. */
  tokens(text: string, tokensSoFar: number): string;
  /** The chunks that end a complete stream. */
  ending(reason: FinishReason, outputTokens: number): readonly string[];
  /** The whole answer to a request that was not streamed. */
  whole(text: string, reason: FinishReason, outputTokens: number): string;
}

/** One API of the simulator. */
export interface Dialect {
  readonly path: string;
  readonly idPrefix: string;
  read(body: JsonObject): Reading<GenerationRequest>;
  createRenderer(facts: AnswerFacts): Renderer;
}
