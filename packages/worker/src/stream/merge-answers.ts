// Makes one message of several answers to one request, where an API lists them as if each stood alone.

import { emptyMessage } from "./reply-reader.ts";
import type { Message } from "./reply-reader.ts";
import type { Usage } from "./usage.ts";

/** All answers in one message. They had the same prompt, which counts once. */
export function mergeAnswers(answers: readonly Message[]): Message {
  return {
    ...emptyMessage,
    choices: answers.flatMap(({ choices }) => choices),
    usage: answers.map(({ usage }) => usage).reduce(addUsage, null),
    error: answers.find(({ error }) => error !== null)?.error ?? null,
    timings: answers.findLast(({ timings }) => timings !== null)?.timings ?? null,
    notes: answers.flatMap(({ notes }) => notes),
  };
}

function addUsage(one: Usage | null, other: Usage | null): Usage | null {
  if (one === null || other === null) return one ?? other;
  return {
    inputTokens: other.inputTokens ?? one.inputTokens,
    outputTokens: add(one.outputTokens, other.outputTokens),
    reasoningTokens: add(one.reasoningTokens, other.reasoningTokens),
    cachedTokens: other.cachedTokens ?? one.cachedTokens,
  };
}

const add = (one: number | null, other: number | null): number | null =>
  one === null && other === null ? null : (one ?? 0) + (other ?? 0);
