// The reasons why a request is not served, each with its status and its error body.

import type { ApiError } from "../openai/error-body.ts";
import type { GenerationRequest, RequestProblem } from "../openai/generation-request.ts";

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

/** Refuses a request without the right bearer token: 401. */
export const checkBearer = (
  apiKey: string | null,
  authorization: string | undefined,
): Refusal | null => {
  if (apiKey === null || authorization === `Bearer ${apiKey}`) return null;
  const message =
    authorization === undefined
      ? "No API key: send the header Authorization: Bearer KEY"
      : "Incorrect API key";
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
