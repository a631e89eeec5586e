// The fields of chunks in which single servers differ from OpenAI. JSON without braces, unless a
// comment says otherwise; extras have a comma in front.

import type { AnswerFacts } from "../../dialect.ts";
import { toAsciiJson } from "../../answer/json-text.ts";
import { toLlamaTimings } from "../../answer/llama-timings.ts";
import { type ChoiceParts, type ChunkStyle, toUsage, type UsageCounts } from "./chunk-style.ts";

/** A head whose time of creation is a small number. */
export const toRunningNumber = ({ id, createdAtS, request }: AnswerFacts, object: string): string =>
  `"id":${toAsciiJson(id)},"object":"${object}","created":${createdAtS % 100_000},` +
  `"model":${toAsciiJson(request.model)},`;

/** Usage of vLLM, which names the total before the completion. */
export const toVllmUsage = ({ promptTokens, outputTokens }: UsageCounts): string =>
  `{"prompt_tokens":${promptTokens},"total_tokens":${promptTokens + outputTokens},` +
  `"completion_tokens":${outputTokens}}`;

/** A choice with the extensions of vLLM. */
export const toVllmChoice = ({ index, delta, logprobs, reason, tokenIds }: ChoiceParts): string => {
  const ids = tokenIds === null ? "" : `,"token_ids":${tokenIds}`;
  const stop = reason === "null" ? "" : `,"stop_reason":null`;
  return `"index":${index},"delta":${delta},"logprobs":${logprobs},"finish_reason":${reason}${stop}${ids}`;
};

/** Ids of the prompt, where asked for: numbers in a row, because the simulator keeps no prompts. */
export const toPromptIds = ({ request }: AnswerFacts): string =>
  request.wantsTokenIds
    ? `[${Array.from({ length: request.promptTokens }, (_, index) => index + 1).join(",")}]`
    : "null";

/** llama.cpp's own times. */
export const toTimings: ChunkStyle["toFinishExtras"] = ({ clock }, counts) =>
  `,"timings":${toLlamaTimings(clock, counts.promptTokens, counts.outputTokens)}`;

/** Usage of Groq, with times in seconds beside the counts. */
export const toGroqUsage: ChunkStyle["toFinishExtras"] = ({ id, clock }, counts) => {
  const { queueMs, prefillMs, decodeMs, totalMs } = clock;
  return (
    `,"x_groq":{"id":${toAsciiJson(id)},"usage":${toUsage(counts).slice(0, -1)},` +
    `"queue_time":${queueMs / 1000},"prompt_time":${prefillMs / 1000},` +
    `"completion_time":${decodeMs / 1000},"total_time":${totalMs / 1000}}}`
  );
};

/** The new part of the message twice, under both names. */
export const toMessageAndDelta = ({ index, delta, reason }: ChoiceParts): string =>
  `"index":${index},"finish_reason":${reason},"message":${delta},"delta":${delta}`;

/** The text beside the delta that has it as well. */
export const toTogetherChoice = ({ index, delta, text, logprobs, reason }: ChoiceParts): string =>
  `"index":${index},"text":"${text}","delta":${delta},"logprobs":${logprobs},` +
  `"finish_reason":${reason},"seed":null`;

/** A choice of trtllm-serve. */
export const toTrtChoice = ({ index, delta, logprobs, reason }: ChoiceParts): string =>
  `"index":${index},"delta":${delta},"logprobs":${logprobs},"finish_reason":${reason},` +
  `"stop_reason":null,"disaggregated_params":null,"avg_decoded_tokens_per_iter":1.0`;

/** A choice without log probabilities. */
export const toShortChoice = ({ index, delta, reason }: ChoiceParts): string =>
  `"index":${index},"delta":${delta},"finish_reason":${reason}`;

/** Times in seconds, where the request asks for them. */
export const toFireworksMetrics: ChunkStyle["toFinishExtras"] = (
  { body, clock },
  { promptTokens },
) =>
  body["perf_metrics_in_response"] === true
    ? `,"perf_metrics":{"prompt-tokens":${promptTokens},` +
      `"server-time-to-first-token":${clock.prefillMs / 1000},` +
      `"server-processing-time":${clock.totalMs / 1000}}`
    : "";

/** Times in milliseconds: of the first token, and of each later one. */
export const toMindieTimes: ChunkStyle["toWholeExtras"] = ({ clock }, { outputTokens }) => {
  const perTokenMs = clock.decodeMs / Math.max(1, outputTokens - 1);
  const times = Array.from({ length: outputTokens - 1 }, () => Number(perTokenMs.toFixed(3)));
  return `,"prefill_time":${clock.prefillMs},"decode_time_arr":[${times.join(",")}]`;
};
