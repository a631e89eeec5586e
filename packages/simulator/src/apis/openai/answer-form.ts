// In what chat completions and completions differ: where the text of a choice stands.

import type { ChoiceParts, ChunkStyle } from "./styles/chunk-style.ts";

/** New tokens of one choice. */
export interface DeltaPart {
  readonly kind: "content" | "reasoning" | "tool";
  readonly text: string;
  /** No tokens of this choice, or of this kind of tokens, were sent before. */
  readonly isFirst: boolean;
}

/** A complete choice. */
export interface WholeParts {
  readonly text: string;
  readonly reasoning: string;
}

/** How one of the two calls writes its choices. */
export interface AnswerForm {
  readonly replyObject: string;
  readonly toChunkObject: (style: ChunkStyle) => string;
  /** The delta before the first token; null = no such chunk. */
  readonly toOpeningDelta: (style: ChunkStyle) => string | null;
  readonly toDelta: (style: ChunkStyle, part: DeltaPart, toolName: string | null) => string;
  /** Fields of a choice in a stream. */
  readonly toChoice: (style: ChunkStyle, parts: ChoiceParts) => string;
  /** Fields of a whole choice that hold its text. */
  readonly toWhole: (style: ChunkStyle, parts: WholeParts, toolName: string | null) => string;
  readonly toLogprobs: (text: string) => string;
}
