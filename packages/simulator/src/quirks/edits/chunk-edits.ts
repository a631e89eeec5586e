// Edits the chunks of OpenAI streams: their choices, deltas and usage.

import type { JsonObject } from "../../apis/generation-request.ts";
import type { Message, MessagePlace, Rewrite } from "../../faults/message.ts";
import { editObject, toList, toObject } from "./json-edits.ts";

type ObjectEdit = (object: JsonObject) => JsonObject;

/** The chunk with each of its choices edited. */
export const editChoices = (json: string, edit: ObjectEdit): string =>
  editObject(json, (chunk) =>
    "choices" in chunk
      ? { ...chunk, choices: toList(chunk["choices"]).map((choice) => edit(toObject(choice))) }
      : chunk,
  );

/** The chunk with the delta of each of its choices edited. */
export const editDeltas = (json: string, edit: ObjectEdit): string =>
  editChoices(json, (choice) =>
    "delta" in choice ? { ...choice, delta: edit(toObject(choice["delta"])) } : choice,
  );

/** The first choice of a chunk; an empty object when it has none. */
export const readChoice = (json: string): JsonObject =>
  toObject(toList(toObject(JSON.parse(json))["choices"])[0]);

/** Whether a chunk ends a choice. */
export const isFinish = (json: string): boolean =>
  (readChoice(json)["finish_reason"] ?? null) !== null;

/** Whether a chunk is the one that carries usage and no choice. */
export const isUsageOnly = (json: string): boolean => {
  const { choices, usage } = toObject(JSON.parse(json));
  return toList(choices).length === 0 && (usage ?? null) !== null;
};

/** A usage object. */
export const toUsage = (promptTokens: number, outputTokens: number): JsonObject => ({
  prompt_tokens: promptTokens,
  completion_tokens: outputTokens,
  total_tokens: promptTokens + outputTokens,
});

/** A chunk as empty as the API allows, with the head of another one. */
export const toChunkLike = (json: string, changes: JsonObject): string =>
  editObject(json, (chunk) => ({ ...chunk, choices: [], ...changes }));

/** Rewrites the messages of some places by one edit and leaves the others. */
export const rewriteAt =
  (places: readonly MessagePlace[], edit: (message: Message) => readonly string[]) =>
  (): Rewrite =>
  (message) =>
    places.includes(message.place) ? edit(message) : [message.json];
