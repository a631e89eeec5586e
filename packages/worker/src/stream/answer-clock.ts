// Tells when the first token came that is no reasoning, whatever way the server marks reasoning.

import type { ContentPiece } from "./chunk-content.ts";
import { ThinkTag } from "./think-tag.ts";

/** One per reply. */
export class AnswerClock {
  /** The time of the first non-reasoning content. */
  atMs: number | null = null;
  /** Reasoning was seen, in a field of its own or between think tags. */
  sawReasoning = false;
  readonly #tag = new ThinkTag();
  /** Text that may yet turn out to begin with a think tag came at this time. */
  #candidateAtMs: number | null = null;

  /** True once text can no longer turn out to be reasoning. */
  get isSettled(): boolean {
    return this.#tag.isSettled;
  }

  /** Takes content; of several choices only the first is followed through its tags. */
  take(piece: ContentPiece, index: number, atMs: number): void {
    if (piece.kind === "reasoning") this.sawReasoning = true;
    else if (piece.kind !== "text") this.answerAt(atMs);
    else if (index === 0) this.#takeText(piece.text, atMs);
  }

  /** Non-reasoning content came at this time. */
  answerAt(atMs: number): void {
    this.atMs ??= this.#candidateAtMs ?? atMs;
  }

  /** No more text comes: what was undecided was an answer. */
  end(): void {
    if (this.#candidateAtMs !== null) this.answerAt(this.#candidateAtMs);
  }

  #takeText(text: string, atMs: number): void {
    const verdict = this.#tag.push(text);
    if (verdict === "answer") this.answerAt(atMs);
    else if (verdict === "undecided") this.#candidateAtMs ??= atMs;
    else {
      this.sawReasoning = true;
      this.#candidateAtMs = null;
    }
  }
}
