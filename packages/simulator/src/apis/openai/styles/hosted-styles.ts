// How hosted services write the chunks of the OpenAI API. What a row leaves out is as OpenAI itself
// has it.

import { dashScopeError, messageError, nestedError, textError } from "../../error-shapes.ts";
import { toAsciiJson } from "../../answer/json-text.ts";
import { eventStream } from "../../stream-shape.ts";
import { toGroqUsage, toTogetherChoice, toFireworksMetrics } from "./chunk-fields.ts";
import {
  type ChunkStyle,
  repeatsRole,
  roleStart,
  toBareHead,
  toHeadWith,
  toStyle,
} from "./chunk-style.ts";

/** The styles of hosted services. */
export const hostedStyles = {
  openai: toStyle(nestedError),
  together: toStyle(textError, {
    stream: { ...eventStream, finishesWithTokens: true },
    toHead: toBareHead,
    openingDelta: null,
    ...repeatsRole,
    toChoice: toTogetherChoice,
    usage: "finish",
  }),
  groq: toStyle(nestedError, {
    toHead: toHeadWith("fp_groq_sim"),
    firstDeltaStart: roleStart,
    deltaStart: roleStart,
    reasoningField: "reasoning",
    hasUsageNulls: false,
    toOpeningExtras: ({ id }) => `,"x_groq":{"id":${toAsciiJson(id)}}`,
    toFinishExtras: toGroqUsage,
  }),
  dashscope: toStyle(dashScopeError),
  cohere: toStyle(messageError),
  fireworks: toStyle(nestedError, {
    toHead: toBareHead,
    usage: "finish",
    hasUsageNulls: false,
    toFinishExtras: toFireworksMetrics,
    toWholeExtras: toFireworksMetrics,
  }),
} as const satisfies Readonly<Record<string, ChunkStyle>>;
