// Answers that a filter has blocked: status 200, and the reason beside an absent text.

import type { AnsweredRequest } from "../../faults/behaviour.ts";
import type { Rewrite } from "../../faults/message.ts";
import { editChoices } from "./chunk-edits.ts";
import { editObject, omit } from "./json-edits.ts";

const toBlockedCandidates = (json: string, promptTokens: number): string =>
  editObject(json, (object) => ({
    ...omit(object, "candidates"),
    promptFeedback: { blockReason: "SAFETY" },
    usageMetadata: { promptTokenCount: promptTokens, totalTokenCount: promptTokens },
  }));

const toFilteredChoices = (json: string): string =>
  editChoices(json, (choice) =>
    (choice["finish_reason"] ?? null) === null
      ? choice
      : { ...choice, finish_reason: "content_filter" },
  );

/** Gemini's answers name the reason and have no candidates; OpenAI's end with a reason of their own. */
export const blockAnswer = ({ promptTokens }: AnsweredRequest): Rewrite => {
  return ({ json }) => [
    json.includes(`"candidates"`)
      ? toBlockedCandidates(json, promptTokens)
      : toFilteredChoices(json),
  ];
};
