// The reasons why a request is not served, each with its status and its error body.

import type { CallFacts, KeyHeader } from "../apis/dialect.ts";
import type { ApiError } from "../apis/error-body.ts";
import type { GenerationRequest, RequestProblem } from "../apis/generation-request.ts";

/** An error answer. */
export interface Refusal {
  readonly status: number;
  readonly error: ApiError;
}

/** A request that cannot be understood or served: 400. */
export const toBadRequest = ({ message, param }: RequestProblem): Refusal => ({
  status: 400,
  error: { message, type: "invalid_request_error", param, code: null },
});

/** The body is larger than the simulator takes: 413. */
export const bodyTooLarge: Refusal = {
  status: 413,
  error: {
    message: "The request body is larger than 64 MiB",
    type: "invalid_request_error",
    param: null,
    code: null,
  },
};

/** All places in batch and queue are taken: 503. */
export const queueFull: Refusal = {
  status: 503,
  error: {
    message: "The queue is full: try again later",
    type: "overloaded_error",
    param: null,
    code: "queue_full",
  },
};

const toGivenKey = ({ headers, query }: CallFacts, header: KeyHeader): string | undefined => {
  const value = headers[header];
  if (header === "x-goog-api-key") return query.get("key") ?? (value ? String(value) : undefined);
  return typeof value === "string" ? value : undefined;
};

/** Refuses a request without the right key in one of the headers: 401. */
export const checkKey = (
  apiKey: string | null,
  call: CallFacts,
  headers: readonly KeyHeader[],
): Refusal | null => {
  if (apiKey === null) return null;
  const given = headers.map((header) => ({ header, value: toGivenKey(call, header) }));
  const isRight = given.some(
    ({ header, value }) => value === (header === "authorization" ? `Bearer ${apiKey}` : apiKey),
  );
  if (isRight) return null;
  const [first = "authorization"] = headers;
  const wanted = first === "authorization" ? "Authorization: Bearer KEY" : `${first}: KEY`;
  const isMissing = given.every(({ value }) => value === undefined);
  const message = isMissing ? `No API key: send the header ${wanted}` : "Incorrect API key";
  const type = "authentication_error";
  return { status: 401, error: { message, type, param: null, code: "invalid_api_key" } };
};

/** Refuses a request that does not fit into the context: 400. */
export const checkContext = (
  contextTokens: number,
  { promptTokens, maxTokens }: GenerationRequest,
): Refusal | null => {
  const wantedTokens = promptTokens + (maxTokens ?? 1);
  if (wantedTokens <= contextTokens) return null;
  const message =
    `The context is ${contextTokens} tokens, but ${wantedTokens} were asked for: ` +
    `${promptTokens} in the prompt and ${maxTokens ?? 1} to be generated`;
  return {
    status: 400,
    error: { message, type: "invalid_request_error", param: null, code: "context_length_exceeded" },
  };
};
