// Making messages: the two small steps that the readers of most APIs share.

import type { JsonObject } from "./json/guards.ts";
import type { ChoiceContent, ContentPiece } from "./reply-reader.ts";

/** The piece in a field of an object, or none when the field holds no text. */
export function pieceIn(
  object: JsonObject | null,
  key: string,
  kind: ContentPiece["kind"],
): readonly ContentPiece[] {
  const text = object?.[key];
  return typeof text === "string" && text !== "" ? [{ kind, key, text }] : [];
}

/** The one choice of an API that gives one answer to a request. */
export function soleChoice(
  pieces: readonly ContentPiece[],
  finishReason: string | null = null,
  tokens = 0,
): readonly ChoiceContent[] {
  return [{ index: 0, pieces, finishReason, tokens }];
}

/** The piece of a message that holds one and nothing else, for `ReplyReader.solePiece`. */
export function pieceAlone(choices: readonly ChoiceContent[]): ContentPiece | null {
  const [choice, other] = choices;
  if (choice === undefined || other !== undefined) return null;
  const [piece, second] = choice.pieces;
  const isAlone = second === undefined && choice.finishReason === null && choice.tokens === 0;
  return isAlone ? (piece ?? null) : null;
}
