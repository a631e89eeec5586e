// What the next tokens of an answer are: reasoning at its start, then text or the arguments of a call.

import type { AnswerFacts } from "../dialect.ts";

/** The kinds of tokens. */
export type PartKind = "reasoning" | "content" | "tool";

/** The kind of the tokens that end with the one of that number. */
export const toPartKind = (
  { reasoningTokens, request }: AnswerFacts,
  tokensSoFar: number,
): PartKind => {
  if (tokensSoFar <= reasoningTokens) return "reasoning";
  return request.toolName === null ? "content" : "tool";
};

/** Follows an answer that consists of one block for each kind of tokens. */
export class BlockTracker {
  readonly #facts: AnswerFacts;
  kind: PartKind;
  index = 0;

  constructor(facts: AnswerFacts) {
    this.#facts = facts;
    this.kind = toPartKind(facts, 1);
  }

  /** True when the tokens that end with this number begin another block, which is then the current one. */
  advance(tokensSoFar: number): boolean {
    const kind = toPartKind(this.#facts, tokensSoFar);
    if (kind === this.kind) return false;
    this.kind = kind;
    this.index += 1;
    return true;
  }
}
