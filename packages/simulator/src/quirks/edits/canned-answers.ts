// Makes the fixed answers of quirks.

import type { Behaviour, CannedAnswer } from "../../faults/behaviour.ts";

const toCanned = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): CannedAnswer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

/** The change of a behaviour that answers so. */
export const answer = (...canned: Parameters<typeof toCanned>): Partial<Behaviour> => ({
  canned: toCanned(...canned),
});

const openAiError = (message: string, type: string): object => ({
  error: { message, type, param: null, code: null },
});

const retryAfterMs = 2000;

/** Overload told in five ways, each with its own hint when to come again. */
const overloads: readonly (() => Partial<Behaviour>)[] = [
  () =>
    answer(429, openAiError("Rate limit reached", "rate_limit_error"), {
      "retry-after": "2",
    }),
  () =>
    answer(429, openAiError("Too many requests", "rate_limit_error"), {
      "retry-after-ms": "1500",
      "x-ratelimit-reset-requests": "1s",
    }),
  () =>
    answer(503, openAiError("Service unavailable", "server_error"), {
      "retry-after": new Date(Date.now() + retryAfterMs).toUTCString(),
    }),
  () =>
    answer(
      529,
      { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
      { "retry-after": "0.5" },
    ),
  () =>
    answer(429, {
      error: {
        code: 429,
        message: "Quota exceeded",
        status: "RESOURCE_EXHAUSTED",
        details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "17s" }],
      },
    }),
];

/** The overload that a seed chooses. */
export const toOverload = (seed: unknown): Partial<Behaviour> => {
  const index = typeof seed === "number" ? Math.abs(seed) % overloads.length : 0;
  return overloads[index]?.() ?? {};
};
