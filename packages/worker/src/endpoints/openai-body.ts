// The fields that both OpenAI endpoints share. What is not given is not sent, because strict servers
// refuse what they do not know; stream options go only with a stream.

import type { RequestOptions } from "./endpoint.ts";

/** The shared part of a request body. */
export function commonBody(options: RequestOptions): Record<string, unknown> {
  const limit = options.usesMaxCompletionTokens ? "max_completion_tokens" : "max_tokens";
  return {
    ...(options.model === "" ? {} : { model: options.model }),
    [limit]: options.maxTokens,
    stream: options.stream,
    ...(options.asksForUsage ? { stream_options: { include_usage: true } } : {}),
    ...samplingFields(options),
    ...(options.choices === 1 ? {} : { n: options.choices }),
    ...(options.ignoreEos ? { ignore_eos: true } : {}),
    ...(options.minTokens === null ? {} : { min_tokens: options.minTokens }),
    ...(options.reasoningEffort === null ? {} : { reasoning_effort: options.reasoningEffort }),
  };
}

/** How tokens are chosen and where to stop, under the names that most APIs share. */
export function samplingFields(options: RequestOptions): Record<string, unknown> {
  return {
    ...(options.temperature === null ? {} : { temperature: options.temperature }),
    ...(options.topP === null ? {} : { top_p: options.topP }),
    ...(options.topK === null ? {} : { top_k: options.topK }),
    ...(options.stop.length === 0 ? {} : { stop: options.stop }),
  };
}
