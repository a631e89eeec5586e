// Rewrites streams with several choices.

import type { AnsweredRequest } from "../../faults/behaviour.ts";
import type { Rewrite } from "../../faults/message.ts";
import { isFinish, isUsageOnly, readChoice, toUsage } from "./chunk-edits.ts";
import { editObject, omit } from "./json-edits.ts";

const readIndex = (json: string): number => Number(readChoice(json)["index"] ?? 0);

const countChoices = ({ body }: AnsweredRequest): number => Number(body["n"] ?? 1);

/** Sends one choice after the other, and the chunks that finish them all at the end. */
export const sendChoicesInTurn = (request: AnsweredRequest): Rewrite => {
  const held: string[] = [];
  const finishes: string[] = [];
  return ({ json, place }) => {
    if (place === "whole") return [json];
    if (isFinish(json)) {
      finishes.push(json);
      if (finishes.length < countChoices(request)) return [];
      return [...held.toSorted((one, other) => readIndex(one) - readIndex(other)), ...finishes];
    }
    if (readIndex(json) === 0) return [json];
    held.push(json);
    return [];
  };
};

/** Usage on the finish chunk of each choice: its own output, and the same prompt again. */
export const usageOfEachChoice = ({ promptTokens }: AnsweredRequest): Rewrite => {
  const tokens = new Map<number, number>();
  return ({ json, place, text }) => {
    const index = readIndex(json);
    if (place === "whole") return [json];
    if (place === "tokens")
      tokens.set(index, (tokens.get(index) ?? 0) + text.trim().split(" ").length);
    if (isUsageOnly(json)) return [];
    return [
      editObject(json, (chunk) =>
        isFinish(json)
          ? { ...chunk, usage: toUsage(promptTokens, tokens.get(index) ?? 0) }
          : omit(chunk, "usage"),
      ),
    ];
  };
};
