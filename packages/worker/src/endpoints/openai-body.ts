// The fields that both OpenAI endpoints share. A field is sent only when the user gave it, because
// strict servers refuse what they do not know; stream options go only with a stream.

import type { RequestOptions } from "./endpoint.ts";

/** The shared part of a request body. */
export function commonBody(options: RequestOptions): Record<string, unknown> {
  return {
    ...(options.model === null ? {} : { model: options.model }),
    max_tokens: options.maxTokens,
    stream: options.stream,
    ...(options.stream ? { stream_options: { include_usage: true } } : {}),
    ...(options.temperature === null ? {} : { temperature: options.temperature }),
    ...(options.topP === null ? {} : { top_p: options.topP }),
    ...(options.stop.length === 0 ? {} : { stop: options.stop }),
  };
}

/** Lays the user's own fields over the body: theirs win, and null takes a field away. */
export function withExtraBody(
  body: Record<string, unknown>,
  extraBody: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged = { ...body, ...extraBody };
  return Object.fromEntries(
    Object.entries(merged).filter(([key]) => !(key in extraBody) || extraBody[key] !== null),
  );
}
