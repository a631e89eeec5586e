// Tells when the first reasoning, the first answer and the first tool call came, whatever way the
// server marks reasoning.

import type { ContentPiece } from "./reply-reader.ts";
import { ThinkTag } from "./think-tag.ts";

/** How far the text of one choice has been told from reasoning. */
interface TaggedText {
  readonly tag: ThinkTag;
  /** Text that may yet turn out to begin with a think tag came at this time. */
  candidateAtMs: number | null;
}

/** One per reply. */
export class AnswerClock {
  /** The time of the first content that is no reasoning. */
  answerAtMs: number | null = null;
  /** The time of the first reasoning, in a field of its own or between think tags. */
  reasoningAtMs: number | null = null;
  toolAtMs: number | null = null;
  readonly #texts = new Map<number, TaggedText>();

  /** True once a choice's text can no longer turn out to be reasoning. */
  isSettled(index: number): boolean {
    return this.#texts.get(index)?.tag.isSettled ?? false;
  }

  /** Takes content of one choice. */
  take(piece: ContentPiece, index: number, atMs: number): void {
    if (piece.kind === "text") this.#takeText(piece.text, index, atMs);
    else this.takeKind(piece.kind, atMs);
  }

  /** Takes content whose kind is certain. */
  takeKind(kind: ContentPiece["kind"], atMs: number): void {
    if (kind === "reasoning") {
      this.reasoningAtMs ??= atMs;
      return;
    }
    if (kind === "tool") this.toolAtMs ??= atMs;
    this.answerAtMs ??= atMs;
  }

  /** No more text comes: what was undecided was an answer. */
  end(): void {
    for (const { candidateAtMs } of this.#texts.values()) {
      if (candidateAtMs !== null) this.#answerFrom(candidateAtMs);
    }
  }

  #takeText(text: string, index: number, atMs: number): void {
    const tagged = this.#textOf(index);
    const verdict = tagged.tag.push(text);
    if (verdict === "undecided") {
      tagged.candidateAtMs ??= atMs;
    } else if (verdict === "answer") {
      this.#answerFrom(tagged.candidateAtMs ?? atMs);
      tagged.candidateAtMs = null;
    } else {
      this.reasoningAtMs ??= tagged.candidateAtMs ?? atMs;
      tagged.candidateAtMs = null;
    }
  }

  /** Of several choices the earliest counts, also when it is known later. */
  #answerFrom(atMs: number): void {
    this.answerAtMs = Math.min(this.answerAtMs ?? atMs, atMs);
  }

  #textOf(index: number): TaggedText {
    const known = this.#texts.get(index);
    if (known !== undefined) return known;
    const fresh = { tag: new ThinkTag(), candidateAtMs: null };
    this.#texts.set(index, fresh);
    return fresh;
  }
}
