// What servers and gateways say in response headers about their own times and counts.

import { isCount } from "../../stream/json/guards.ts";
import type { ServerTimings } from "../../stream/server-timings.ts";
import type { Usage } from "../../stream/usage.ts";
import { headerText } from "../transport.ts";
import type { ResponseHeaders } from "../transport.ts";

/** A header and what one of its units is in milliseconds. */
type TimedHeader = readonly [name: string, unitMs: number];

/** Text Generation Inference. */
const queueHeaders: readonly TimedHeader[] = [["x-queue-time", 1]];
/** Fireworks. */
const firstTokenHeaders: readonly TimedHeader[] = [["fireworks-server-time-to-first-token", 1000]];
/** TGI, Fireworks, OpenAI, and the LiteLLM proxy, which passes on what its upstream said. */
const totalHeaders: readonly TimedHeader[] = [
  ["x-total-time", 1],
  ["fireworks-server-processing-time", 1000],
  ["openai-processing-ms", 1],
  ["llm_provider-openai-processing-ms", 1],
  ["x-litellm-response-duration-ms", 1],
];

/** The server's own times; null when its headers say none. */
export function readHeaderTimings(headers: ResponseHeaders): ServerTimings | null {
  const queueMs = readFirst(headers, queueHeaders);
  const firstTokenMs = readFirst(headers, firstTokenHeaders);
  const saidMs = readFirst(headers, totalHeaders);
  // The headers of a stream leave before its end: what they call the total is not.
  const totalMs = saidMs === null || isStream(headers) ? null : saidMs;
  if (queueMs === null && firstTokenMs === null && totalMs === null) return null;
  return { queueMs, firstTokenMs, totalMs };
}

/** The counts that TGI puts into headers; null when there are none. */
export function readHeaderUsage(headers: ResponseHeaders): Usage | null {
  const inputTokens = readCount(headers, "x-prompt-tokens");
  const outputTokens = readCount(headers, "x-generated-tokens");
  if (inputTokens === null && outputTokens === null) return null;
  return { inputTokens, outputTokens, reasoningTokens: null, cachedTokens: null };
}

const streamTypes = /^\s*(text\/event-stream|application\/(x-ndjson|stream\+json))/i;

const isStream = (headers: ResponseHeaders): boolean =>
  streamTypes.test(headerText(headers, "content-type") ?? "");

function readFirst(headers: ResponseHeaders, candidates: readonly TimedHeader[]): number | null {
  for (const [name, unitMs] of candidates) {
    const value = readNumber(headers, name);
    if (value !== null) return value * unitMs;
  }
  return null;
}

function readCount(headers: ResponseHeaders, name: string): number | null {
  const value = readNumber(headers, name);
  return isCount(value) ? value : null;
}

function readNumber(headers: ResponseHeaders, name: string): number | null {
  const text = headerText(headers, name);
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}
