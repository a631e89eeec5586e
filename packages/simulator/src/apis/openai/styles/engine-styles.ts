// How inference engines with a server of their own write the chunks of the OpenAI API. What a row
// leaves out is as OpenAI itself has it.

import {
  bareError,
  chatError,
  codedError,
  flatError,
  numberedError,
  textError,
  typedError,
} from "../../error-shapes.ts";
import { eventStream } from "../../stream-shape.ts";
import {
  toVllmUsage,
  toVllmChoice,
  toPromptIds,
  toTimings,
  toTrtChoice,
  toMindieTimes,
} from "./chunk-fields.ts";
import {
  type ChunkStyle,
  repeatsRole,
  roleStart,
  toBareHead,
  toHeadWith,
  toStyle,
} from "./chunk-style.ts";

// The first role chunk of trtllm-serve has a space before its blank line; it alone has this start.
const trtOpening = `{"role":"assistant","content":"","reasoning_content":""}`;

const frameTrt = (payload: string): string =>
  payload.includes(trtOpening) ? `data: ${payload} \n\n` : `data: ${payload}\n\n`;

/** The styles of inference engines. */
export const engineStyles = {
  vllm: toStyle(codedError, {
    stream: { ...eventStream, opensWithTokens: true, finishesWithTokens: true },
    toHead: toBareHead,
    toChoice: toVllmChoice,
    toOpeningExtras: (facts) => `,"prompt_token_ids":${toPromptIds(facts)}`,
    reasoningField: "reasoning",
    hasUsageNulls: false,
    toUsage: toVllmUsage,
  }),
  sglang: toStyle(codedError, {
    toHead: toBareHead,
    finishDelta: `{"content":null}`,
    finishFields: `,"matched_stop":null`,
    hasUsageNulls: false,
    toWholeExtras: () => `,"metadata":{"weight_version":"default"}`,
  }),
  tgi: toStyle(
    typedError,
    {
      stream: { ...eventStream, finishesWithTokens: true },
      toHead: (facts, object) => toHeadWith("sim-native")({ ...facts, id: "" }, object),
      openingDelta: null,
      ...repeatsRole,
      hasUsageNulls: false,
    },
    chatError,
  ),
  triton: toStyle(textError, { hasUsageNulls: false, toHead: toBareHead }),
  trtllm: toStyle(flatError, {
    stream: { ...eventStream, frame: frameTrt },
    toHead: toBareHead,
    openingDelta: trtOpening,
    toChoice: toTrtChoice,
    hasUsageNulls: false,
  }),
  grps: toStyle(bareError, {
    stream: { ...eventStream, endMarker: null },
    toHead: toBareHead,
    openingDelta: null,
    firstDeltaStart: roleStart,
    usage: "never",
    lengthReason: "stop",
    indentation: 1,
  }),
  "llama-cpp": toStyle(numberedError, {
    toHead: toHeadWith("b0000-simulator"),
    openingDelta: `{"role":"assistant","content":null}`,
    hasUsageNulls: false,
    toFinishExtras: toTimings,
    hasExtrasLast: true,
    toWholeExtras: toTimings,
  }),
  lmdeploy: toStyle(flatError, {
    toHead: toBareHead,
    ...repeatsRole,
    toUsageChunk: (head, usage) => `{${head.slice(0, -1)},"usage":${usage}}`,
  }),
  mindie: toStyle(typedError, {
    stream: { ...eventStream, opensWithTokens: true, finishesWithTokens: true },
    toHead: toBareHead,
    ...repeatsRole,
    usage: "finish",
    hasUsageNulls: false,
    toWholeExtras: toMindieTimes,
  }),
} as const satisfies Readonly<Record<string, ChunkStyle>>;
