// Rewrites what the tokens of OpenAI streams are sent as.

import type { JsonObject } from "../../apis/generation-request.ts";
import type { Message, Rewrite } from "../../faults/message.ts";
import { editChoices, editDeltas } from "./chunk-edits.ts";

const countTokens = (text: string): number => text.trim().split(" ").length;

const toTokenIds = ({ text, tokensSoFar }: Message): number[] => {
  const count = countTokens(text);
  return Array.from({ length: count }, (_, index) => 1000 + tokensSoFar - count + index);
};

const setContent = (json: string, content: string): string =>
  editDeltas(json, (delta) => ({ ...delta, content }));

/**
 * Every other chunk has token ids and no text, which comes with the next one. A chunk with neither
 * text nor ids stands at the beginning.
 */
export const holdTextBack = (): Rewrite => {
  let heldText = "";
  let isHolding = false;
  return (message) => {
    const { json, place, text, end } = message;
    if (place === "opening") return [json, setContent(json, "")];
    if (place !== "tokens") return [json];
    const content = heldText + text;
    isHolding = !isHolding && end === null;
    heldText = isHolding ? content : "";
    const token_ids = toTokenIds(message);
    return [
      editChoices(setContent(json, isHolding ? "" : content), (choice) => ({
        ...choice,
        token_ids,
      })),
    ];
  };
};

const toReasoning =
  (field: string) =>
  (text: string): JsonObject => ({ [field]: text });

/** The deltas of the first tokens; the later ones stay as they are. */
const reasoningDeltas: readonly ((text: string) => JsonObject)[] = [
  toReasoning("reasoning_content"),
  toReasoning("reasoning"),
  toReasoning("thinking"),
  (text) => ({ content: `<think>${text}` }),
  (text) => ({ content: `${text}</think>` }),
];

/** The first five tokens are reasoning, in each of the shapes that servers have for it. */
export const reasonAtFirst = (): Rewrite => {
  let index = -1;
  return ({ json, place, text }) => {
    if (place !== "tokens") return [json];
    index += 1;
    const toDelta = reasoningDeltas[index];
    return [toDelta === undefined ? json : editDeltas(json, () => toDelta(text))];
  };
};
