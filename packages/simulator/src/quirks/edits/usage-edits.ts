// Moves and falsifies the usage in the chunks of OpenAI streams.

import type { JsonObject } from "../../apis/generation-request.ts";
import type { AnsweredRequest } from "../../faults/behaviour.ts";
import type { Rewrite } from "../../faults/message.ts";
import { isFinish, isUsageOnly, toChunkLike, toUsage } from "./chunk-edits.ts";
import { editObject, omit } from "./json-edits.ts";

const dropUsage = (json: string): string => editObject(json, (chunk) => omit(chunk, "usage"));

const setUsage = (json: string, usage: unknown): string =>
  editObject(json, (chunk) => ({ ...chunk, usage }));

/** No usage anywhere. */
export const leaveOutUsage =
  (): Rewrite =>
  ({ json }) =>
    isUsageOnly(json) ? [] : [dropUsage(json)];

/** `usage: null` on each chunk that has none. */
export const nullUsage =
  (): Rewrite =>
  ({ json }) => [editObject(json, (chunk) => ({ ...chunk, usage: chunk["usage"] ?? null }))];

/** The usage so far on every chunk, and no chunk for it alone. */
export const repeatUsage =
  ({ promptTokens }: AnsweredRequest): Rewrite =>
  ({ json, tokensSoFar }) =>
    isUsageOnly(json) ? [] : [setUsage(json, toUsage(promptTokens, tokensSoFar))];

/** Usage on the chunk that finishes and nowhere else. */
export const finishWithUsage =
  ({ promptTokens }: AnsweredRequest): Rewrite =>
  ({ json, place, tokensSoFar }) => {
    if (place === "whole") return [json];
    if (isUsageOnly(json)) return [];
    return [isFinish(json) ? setUsage(json, toUsage(promptTokens, tokensSoFar)) : dropUsage(json)];
  };

/** Usage on the chunk that finishes and once more in a chunk without choices. */
export const doubleUsage = (request: AnsweredRequest): Rewrite => {
  const rewrite = finishWithUsage(request);
  return (message) => {
    if (message.place === "whole" || !isFinish(message.json)) return rewrite(message);
    const usage = toUsage(request.promptTokens, message.tokensSoFar);
    return [...rewrite(message), toChunkLike(message.json, { usage })];
  };
};

/** Usage of zeros on every chunk. */
export const zeroUsage =
  (): Rewrite =>
  ({ json }) =>
    isUsageOnly(json) ? [] : [setUsage(json, toUsage(0, 0))];

/** A stream counts one output token too few, a document counts the prompt as output too. */
export const miscountUsage =
  ({ promptTokens }: AnsweredRequest): Rewrite =>
  ({ json, place, tokensSoFar }) => {
    if (place === "whole")
      return [setUsage(json, toUsage(promptTokens, promptTokens + tokensSoFar))];
    if (isUsageOnly(json)) return [];
    return [isFinish(json) ? setUsage(json, toUsage(promptTokens, tokensSoFar - 1)) : json];
  };

/** Usage in `x_groq` of the chunk that finishes. */
export const vendorUsage =
  ({ promptTokens }: AnsweredRequest): Rewrite =>
  ({ json, place, tokensSoFar }) => {
    if (place === "whole") return [json];
    if (isUsageOnly(json)) return [];
    const usage = { ...toUsage(promptTokens, tokensSoFar), queue_time: 0.001, total_time: 0.02 };
    const withVendor = (vendor: JsonObject): string[] => [
      editObject(json, (chunk) => ({ ...omit(chunk, "usage"), x_groq: vendor })),
    ];
    if (place === "opening") return withVendor({ id: "req_1" });
    return isFinish(json) ? withVendor({ id: "req_1", usage }) : [dropUsage(json)];
  };
