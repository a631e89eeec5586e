// Finds the text of tokens in the messages of all APIs, so that a quirk of texts works in each.

import type { Message, Rewrite } from "../../faults/message.ts";
import { editAt, editObject, readAt, type Step } from "./json-edits.ts";

const textPlaces: readonly (readonly Step[])[] = [
  ["choices", 0, "delta", "content"],
  ["choices", 0, "message", "content"],
  ["choices", 0, "text"],
  ["output", "choices", 0, "message", "content"],
  ["candidates", 0, "content", "parts", 0, "text"],
  ["delta", "message", "content", "text"],
  ["delta", "text"],
  ["token", "text"],
  ["message", "content"],
  ["text_output"],
  ["generated_text"],
  ["response"],
  ["content"],
  ["delta"],
  ["text", 0],
  ["text"],
];

/** The JSON with the text of its tokens edited; as it is when it has none. */
export const editText = (json: string, edit: (text: string) => string): string =>
  editObject(json, (object) => {
    const place = textPlaces.find((steps) => typeof readAt(object, steps) === "string");
    if (place === undefined) return object;
    return editAt(object, place, (text) => edit(String(text)));
  });

/** Rewrites the text of each message with tokens; `index` counts these messages. */
export const rewriteTexts = (edit: (text: string, index: number) => string) => (): Rewrite => {
  let index = -1;
  return ({ json, place }) => {
    if (place !== "tokens") return [json];
    index += 1;
    return [editText(json, (text) => edit(text, index))];
  };
};

/** Collects the text of an answer: each message with tokens is edited with the text so far. */
export const rewriteWithTextSoFar =
  (edit: (message: Message, textSoFar: string, index: number) => readonly string[]) =>
  (): Rewrite => {
    let textSoFar = "";
    let index = -1;
    return (message) => {
      if (message.place !== "tokens") return [message.json];
      textSoFar += message.text;
      index += 1;
      return edit(message, textSoFar, index);
    };
  };
