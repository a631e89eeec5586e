// The request that readers without an HTTP client of their own send: the same fields, and about the
// same headers and length, as gadfly's.
import type { Load } from "./reader.ts";

const prompt = "the user asks for a plain answer of some length about nothing in particular again";

/** The JSON body. */
export const requestBody = ({ model, maxTokens, isStreamed }: Load): string =>
  JSON.stringify({
    model,
    max_tokens: maxTokens,
    stream: isStreamed,
    ...(isStreamed ? { stream_options: { include_usage: true } } : {}),
    messages: [{ role: "user", content: prompt }],
  });

/** Head and body. */
export function requestText(load: Load): string {
  const body = requestBody(load);
  const lines = [
    "POST /v1/chat/completions HTTP/1.1",
    `host: ${new URL(load.source.origin).host}`,
    "connection: keep-alive",
    "content-type: application/json",
    `accept: ${load.isStreamed ? "text/event-stream" : "application/json"}`,
    "accept-encoding: identity",
    "user-agent: gadfly-bench",
    "x-request-id: 00000000-000000-000000",
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

/** The port of the source, as an argument. */
export const portOf = ({ source }: Load): string => new URL(source.origin).port;
