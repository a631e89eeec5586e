// In what servers differ when they speak the OpenAI API: the fields of a chunk, where usage stands,
// how a stream opens and ends. A server of its own is a change of some of these fields.

import type { AnswerFacts, StreamShape } from "../../dialect.ts";
import { type ErrorShape, nestedError } from "../../error-shapes.ts";
import { toAsciiJson } from "../../answer/json-text.ts";
import { eventStream, withErrors } from "../../stream-shape.ts";

/** What one choice of a chunk says; JSON unless said otherwise. */
export interface ChoiceParts {
  readonly index: number;
  /** The object with the new part of the message. */
  readonly delta: string;
  /** The new text, escaped but without quotes. */
  readonly text: string;
  readonly logprobs: string;
  readonly reason: string;
  /** null = not asked for. */
  readonly tokenIds: string | null;
}

/** Numbers of a usage object. */
export interface UsageCounts {
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Part of the output. */
  readonly reasoningTokens: number;
}

/** How one server writes chunks. Texts that stand for several fields are JSON without braces. */
export interface ChunkStyle {
  readonly stream: StreamShape;
  readonly errors: ErrorShape;
  readonly chatChunkObject: string;
  /** The fields before `choices`, with a comma at the end. */
  readonly toHead: (facts: AnswerFacts, object: string) => string;
  /** The delta before the first token; null = no such chunk. */
  readonly openingDelta: string | null;
  /** Fields before the text in the first delta with tokens, and in the later ones. */
  readonly firstDeltaStart: string;
  readonly deltaStart: string;
  /** Fields after the content in each delta with content. */
  readonly contentEnd: string;
  readonly reasoningField: string;
  readonly finishDelta: string;
  readonly toChoice: (parts: ChoiceParts) => string;
  /** Fields at the end of the choice that finishes. */
  readonly finishFields: string;
  readonly stopReason: string;
  readonly lengthReason: string;
  /** Whole answers name the reason; false = they say null. */
  readonly hasWholeReason: boolean;
  /** The chunks with usage: the last one when asked, none, the one that finishes, all. */
  readonly usage: "asked" | "never" | "finish" | "always";
  /** The chunks before the one with usage carry `null`. */
  readonly hasUsageNulls: boolean;
  readonly toUsage: (counts: UsageCounts) => string;
  /** The last chunk, which carries usage alone. */
  readonly toUsageChunk: (head: string, usage: string, extras: string) => string;
  /** Fields at the end of the chunk that finishes, each with a comma before it. */
  readonly toFinishExtras: (facts: AnswerFacts, counts: UsageCounts) => string;
  /** The same fields stand in the chunk with usage alone instead, where there is one. */
  readonly hasExtrasLast: boolean;
  /** Fields at the end of the first chunk. */
  readonly toOpeningExtras: (facts: AnswerFacts) => string;
  /** Fields at the end of a whole answer. */
  readonly toWholeExtras: (facts: AnswerFacts, counts: UsageCounts) => string;
  /** Spaces of indentation in whole answers. */
  readonly indentation: number;
}

/** `{"prompt_tokens","completion_tokens","total_tokens"}`, and reasoning tokens where there are any. */
export const toUsage = ({ promptTokens, outputTokens, reasoningTokens }: UsageCounts): string => {
  const details =
    reasoningTokens === 0
      ? ""
      : `,"completion_tokens_details":{"reasoning_tokens":${reasoningTokens}}`;
  return (
    `{"prompt_tokens":${promptTokens},"completion_tokens":${outputTokens},` +
    `"total_tokens":${promptTokens + outputTokens}${details}}`
  );
};

/** The head with the given fingerprint; null = without one. */
export const toHeadWith =
  (fingerprint: string | null): ChunkStyle["toHead"] =>
  ({ id, createdAtS, request }, object) =>
    `"id":${toAsciiJson(id)},"object":"${object}","created":${createdAtS},` +
    `"model":${toAsciiJson(request.model)},` +
    (fingerprint === null ? "" : `"system_fingerprint":"${fingerprint}",`);

const nothing = (): string => "";

/** The API as OpenAI itself speaks it. */
export const openAiStyle: ChunkStyle = {
  stream: eventStream,
  errors: nestedError,
  chatChunkObject: "chat.completion.chunk",
  toHead: toHeadWith("fp_simulator"),
  openingDelta: `{"role":"assistant","content":""}`,
  firstDeltaStart: "",
  deltaStart: "",
  contentEnd: "",
  reasoningField: "reasoning_content",
  finishDelta: "{}",
  toChoice: ({ index, delta, logprobs, reason }) =>
    `"index":${index},"delta":${delta},"logprobs":${logprobs},"finish_reason":${reason}`,
  finishFields: "",
  stopReason: "stop",
  lengthReason: "length",
  hasWholeReason: true,
  usage: "asked",
  hasUsageNulls: true,
  toUsage,
  toUsageChunk: (head, usage, extras) => `{${head}"choices":[],"usage":${usage}${extras}}`,
  toFinishExtras: nothing,
  hasExtrasLast: false,
  toOpeningExtras: nothing,
  toWholeExtras: nothing,
  indentation: 0,
};

/** What stands before the text in servers that name the role. */
export const roleStart = `"role":"assistant",`;

/** Fields of servers that repeat the role in each delta. */
export const repeatsRole = {
  firstDeltaStart: roleStart,
  deltaStart: roleStart,
  finishDelta: `{"role":"assistant","content":""}`,
} as const satisfies Partial<ChunkStyle>;

/** The head without a fingerprint. */
export const toBareHead = toHeadWith(null);

/** A style with these errors, with others inside a stream where given, and with these changes. */
export const toStyle = (
  errors: ErrorShape,
  changes: Partial<ChunkStyle> = {},
  streamErrors: ErrorShape = errors,
): ChunkStyle => {
  const style = { ...openAiStyle, ...changes, errors };
  return { ...style, stream: withErrors(style.stream, streamErrors) };
};
