// Repeats the prompt in front of the answer, whatever API it came by.

import type { JsonObject } from "../../apis/generation-request.ts";
import type { AnsweredRequest } from "../../faults/behaviour.ts";
import type { Rewrite } from "../../faults/message.ts";
import { readAt, type Step, toList, toObject } from "./json-edits.ts";
import { editText } from "./message-texts.ts";

const promptPlaces: readonly (readonly Step[])[] = [
  ["text_input"],
  ["prompt"],
  ["inputs"],
  ["text"],
  ["inputs", 0, "data", 0],
];

const readMessages = (body: JsonObject): string =>
  toList(body["messages"])
    .map((message) => toObject(message)["content"])
    .filter((content) => typeof content === "string")
    .join("\n");

/** The prompt of a request; empty when it is no plain text. */
export const readPrompt = (body: JsonObject): string => {
  const prompt = promptPlaces
    .map((steps) => readAt(body, steps))
    .find((value) => typeof value === "string");
  return typeof prompt === "string" ? prompt : readMessages(body);
};

/** Puts the prompt before the first text, where the API did not do so by itself. */
export const echoPrompt = ({ body }: AnsweredRequest): Rewrite => {
  const prompt = readPrompt(body);
  const addPrompt = (text: string): string => (text.startsWith(prompt) ? text : prompt + text);
  let isFirst = true;
  return ({ json, place }) => {
    if (!isFirst || (place !== "tokens" && place !== "whole")) return [json];
    isFirst = false;
    return [editText(json, addPrompt)];
  };
};
