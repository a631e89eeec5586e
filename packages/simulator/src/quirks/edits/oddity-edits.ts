// The edits behind the quirks of silence, size and JSON.

import type { Message, Rewrite } from "../../faults/message.ts";
import { editObject } from "./json-edits.ts";
import { editText } from "./message-texts.ts";

const hugeText = "prompt ".repeat((2 * 1024 * 1024) / 7);

/** Adds a huge prompt to the message that ends the answer. */
export const addSettings = (): Rewrite => {
  let isDone = false;
  return ({ json, place, end }) => {
    if (isDone || end === null || place === "tokens") return [json];
    isDone = true;
    return [editObject(json, (object) => ({ ...object, prompt: hugeText }))];
  };
};

const toProgress = (processed: number): string =>
  `data: ${JSON.stringify({
    index: 0,
    content: "",
    tokens: [],
    stop: false,
    id_slot: 0,
    tokens_predicted: 0,
    tokens_evaluated: processed,
    prompt_progress: { total: 1536, cache: 0, processed, time_ms: processed / 32 },
  })}\n\n`;

/** Frames that tell how far a prompt was read. */
export const progressFrames = [512, 1024, 1536].map(toProgress).join("");

/** Content types that an event stream should not have; null = none at all. */
export const contentTypes: readonly (string | null)[] = [
  null,
  "text/plain",
  "application/octet-stream",
];

const bends: readonly ((json: string) => string)[] = [
  (json) => json.replace(/\}$/, `,"mean_logprob":NaN,"worst":-Infinity,"best":Infinity}`),
  (json) => json.replace(/^\{/, `{"object":"first of two","id":"first of two",`),
  (json) => editText(json, (text) => `${text}\ud83d`),
];

/** Three kinds of JSON on which strict parsers fail or differ, in turns. */
export const bendJson = (): Rewrite => {
  let index = -1;
  return ({ json, place }) => {
    if (place !== "tokens") return [json];
    index += 1;
    return [bends[index % bends.length]?.(json) ?? json];
  };
};

/** Identifies a message wrongly or not at all. */
export const nonsenseIds = ({ json, index }: Message): readonly string[] => [
  editObject(json, (object) => ({
    ...object,
    id: "",
    object: "chat.completions.chunks",
    created: index + 0.5,
  })),
];

const nonsenseSeconds: readonly number[] = [-62_135_596_800, 4_102_444_800, -1];

/** Gives wrong times of creation where the message has any. */
export const nonsenseTimes = ({ json, index }: Message): readonly string[] => {
  const seconds = nonsenseSeconds[index % nonsenseSeconds.length] ?? 0;
  return [
    editObject(json, (object) => ({
      ...object,
      ...("created" in object ? { created: seconds } : {}),
      ...("created_at" in object ? { created_at: new Date(seconds * 1000).toISOString() } : {}),
    })),
  ];
};

/** Pads each message by another number of letters. */
export const addPadding = (): Rewrite => (message) => [
  editObject(message.json, (object) => ({
    ...object,
    obfuscation: "x".repeat(1 + ((message.index * 7) % 16)),
  })),
];
