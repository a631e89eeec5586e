// Writes the chunks and answers that chat completions and completions have in common. What stays
// the same in each chunk of a stream is put together once, so that a token costs one concatenation.

import type { FinishReason } from "../output/output-length.ts";
import type { AnswerFacts, Renderer } from "./dialect.ts";

/** In what the two calls differ: the fields of a choice. */
export interface ChoiceShape {
  readonly chunkObject: string;
  readonly replyObject: string;
  /** Fields of the choice before the first token; null = no such chunk. */
  readonly opening: string | null;
  /** Fields of a choice with tokens, around the text. */
  readonly tokensBefore: string;
  readonly tokensAfter: string;
  /** Fields of the choice that carries the finish reason. */
  readonly finish: string;
  readonly toWhole: (text: string) => string;
  readonly toLogprobs: (text: string) => string;
}

/** JSON of a text in ASCII. */
export const toAsciiJson = (text: string): string =>
  JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const toUsage = (promptTokens: number, outputTokens: number): string =>
  `{"prompt_tokens":${promptTokens},"completion_tokens":${outputTokens},` +
  `"total_tokens":${promptTokens + outputTokens}}`;

/** The renderer of both completion calls. */
export class CompletionRenderer implements Renderer {
  readonly #shape: ChoiceShape;
  readonly #facts: AnswerFacts;
  readonly #chunkHead: string;
  readonly #tokensHead: string;

  constructor(shape: ChoiceShape, facts: AnswerFacts) {
    this.#shape = shape;
    this.#facts = facts;
    this.#chunkHead = this.#toHead(shape.chunkObject);
    this.#tokensHead = `${this.#chunkHead}{"index":0,${shape.tokensBefore}`;
  }

  opening(): string | null {
    return this.#shape.opening === null ? null : this.#toChunk(this.#shape.opening, null, 0);
  }

  // The words of the simulator need no escaping (output/words.ts).
  tokens(text: string, tokensSoFar: number): string {
    const logprobs = this.#toLogprobs(text);
    return `${this.#tokensHead}${text}${this.#shape.tokensAfter},"logprobs":${logprobs},"finish_reason":null}]${this.#toChunkUsage(tokensSoFar)}}`;
  }

  ending(reason: FinishReason, outputTokens: number): readonly string[] {
    const finish = this.#toChunk(this.#shape.finish, reason, outputTokens);
    const { wantsUsage, promptTokens } = this.#facts.request;
    if (!wantsUsage) return [finish];
    return [finish, `${this.#chunkHead}],"usage":${toUsage(promptTokens, outputTokens)}}`];
  }

  whole(text: string, reason: FinishReason, outputTokens: number): string {
    const { promptTokens } = this.#facts.request;
    return (
      `${this.#toHead(this.#shape.replyObject)}{"index":0,${this.#shape.toWhole(text)},` +
      `"logprobs":${this.#toLogprobs(text)},"finish_reason":"${reason}"}],` +
      `"usage":${toUsage(promptTokens, outputTokens)}}`
    );
  }

  #toHead(object: string): string {
    const { id, createdAtS, request } = this.#facts;
    return (
      `{"id":${toAsciiJson(id)},"object":"${object}","created":${createdAtS},` +
      `"model":${toAsciiJson(request.model)},"system_fingerprint":"fp_simulator","choices":[`
    );
  }

  #toChunk(choice: string, reason: FinishReason | null, tokensSoFar: number): string {
    const finishReason = reason === null ? "null" : `"${reason}"`;
    return `${this.#chunkHead}{"index":0,${choice},"logprobs":null,"finish_reason":${finishReason}}]${this.#toChunkUsage(tokensSoFar)}}`;
  }

  #toChunkUsage(tokensSoFar: number): string {
    const { wantsUsage, wantsRunningUsage, promptTokens } = this.#facts.request;
    if (wantsRunningUsage) return `,"usage":${toUsage(promptTokens, tokensSoFar)}`;
    return wantsUsage ? `,"usage":null` : "";
  }

  #toLogprobs(text: string): string {
    return this.#facts.request.wantsLogprobs && text !== "" ? this.#shape.toLogprobs(text) : "null";
  }
}
