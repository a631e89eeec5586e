// Rewrites the deltas of OpenAI streams where one edit is more than an expression.

import type { JsonObject } from "../../apis/generation-request.ts";
import type { Message, Rewrite } from "../../faults/message.ts";
import { editChoices, editDeltas, isFinish, readChoice, toChunkLike } from "./chunk-edits.ts";
import { editObject, omit } from "./json-edits.ts";

const azurePreface = JSON.stringify({
  id: "",
  object: "",
  created: 0,
  model: "",
  choices: [],
  prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }],
});

const emptyFilter = { content_filter_results: { hate: { filtered: false, severity: "safe" } } };

const toEmptyChunks = (json: string): readonly string[] => [
  editObject(json, (chunk) => omit(chunk, "choices")),
  toChunkLike(json, { choices: null }),
  toChunkLike(json, {}),
  toChunkLike(json, { choices: [{ index: 0, finish_reason: null, ...emptyFilter }] }),
];

/** Adds chunks without delta, without choices, with `null` for choices and with no choice. */
export const addEmptyChunks = (): Rewrite => (message) => {
  const { json, place, index } = message;
  if (place === "opening") return [azurePreface, json];
  if (place !== "tokens") return [json];
  return [...toEmptyChunks(json).slice(index % 4, (index % 4) + 1), json];
};

const unfinished: readonly ((choice: JsonObject) => JsonObject)[] = [
  (choice) => ({ ...choice, finish_reason: "" }),
  (choice) => ({ ...choice, finish_reason: "null" }),
  (choice) => omit(choice, "finish_reason"),
];

/** Writes the absent finish reason in three other ways, in turns. */
export const disguiseUnfinished = (): Rewrite => (message) => {
  const edit = message.place === "tokens" ? unfinished[message.index % 3] : undefined;
  return [edit === undefined ? message.json : editChoices(message.json, edit)];
};

const toFinishing = ({ json, end }: Message): string =>
  editChoices(json, (choice) => ({ ...choice, finish_reason: end }));

/** Puts the finish reason into the chunk with the last text. */
export const finishWithText = (): Rewrite => {
  const finished = new Set<unknown>();
  return (message) => {
    const { json, place, end } = message;
    const { index } = readChoice(json);
    if (place === "tokens" && end !== null) {
      finished.add(index);
      return [toFinishing(message)];
    }
    return isFinish(json) && finished.has(index) ? [] : [json];
  };
};

/** As `finishWithText`, without any chunk before. */
export const sayAllAtOnce = (): Rewrite => {
  const rewrite = finishWithText();
  return (message) => (message.place === "opening" ? [] : rewrite(message));
};

/** Adds a filter result and a late text behind the chunk that finishes. */
export const continueAfterFinish = (): Rewrite => (message) => {
  const { json, place } = message;
  if (place !== "ending" || !isFinish(json)) return [json];
  const late = { index: 0, delta: { content: " late" }, finish_reason: null };
  return [
    json,
    toChunkLike(json, { choices: [{ index: 0, finish_reason: null, ...emptyFilter }] }),
    toChunkLike(json, { choices: [late] }),
  ];
};

/** Adds the whole message so far beside each delta. */
export const toMessageAndDelta = (json: string, textSoFar: string): string =>
  editChoices(json, (choice) => ({
    ...choice,
    message: { role: "assistant", content: textSoFar },
  }));

/** The chunk with the role in its delta. */
export const addRole = (json: string): string =>
  editDeltas(json, (delta) => ({ role: "assistant", ...delta }));
