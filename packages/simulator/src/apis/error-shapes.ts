// The documents in which servers say what went wrong.

import { type ApiError, toErrorBody } from "./error-body.ts";

/** Writes an error as the body of an answer with that status. */
export type ErrorShape = (error: ApiError, status: number) => string;

const statusNames: Readonly<Record<number, string>> = {
  400: "BadRequestError",
  401: "AuthenticationError",
  404: "NotFoundError",
  413: "RequestTooLargeError",
  503: "ServiceUnavailableError",
};

const toStatusName = (status: number): string => statusNames[status] ?? "InternalServerError";

/** `{"error":{"message","type","param","code"}}`. */
export const nestedError: ErrorShape = (error) => toErrorBody(error);

/** As `nestedError`, with the status as code; a wrong key gets one word. */
export const codedError: ErrorShape = ({ message, param }, status) =>
  status === 401
    ? `{"error":"Unauthorized"}`
    : JSON.stringify({ error: { message, type: toStatusName(status), param, code: status } });

/** `{"object":"error","message",…}`. */
export const flatError: ErrorShape = ({ message, param }, status) =>
  JSON.stringify({ object: "error", message, type: toStatusName(status), param, code: status });

/** `{"error":{"code","message","type"}}`. */
export const numberedError: ErrorShape = ({ message, type }, status) =>
  JSON.stringify({ error: { code: status, message, type } });

/** `{"error":{"message"}}`. */
export const bareError: ErrorShape = ({ message }) => JSON.stringify({ error: { message } });

/** `{"error":{"message","http_status_code"}}`. */
export const chatError: ErrorShape = ({ message }, status) =>
  JSON.stringify({ error: { message, http_status_code: status } });

/** `{"text","error_code"}`. */
export const workerError: ErrorShape = ({ message }, status) =>
  JSON.stringify({ text: message, error_code: status * 100 + 2 });

/** `{"error":"…"}`. */
export const textError: ErrorShape = ({ message }) => JSON.stringify({ error: message });

/** `{"detail":"…"}`. */
export const detailError: ErrorShape = ({ message }) => JSON.stringify({ detail: message });

/** `{"message":"…"}`. */
export const messageError: ErrorShape = ({ message }) => JSON.stringify({ message });

const kinds: Readonly<Record<number, string>> = {
  400: "validation",
  422: "validation",
  413: "validation",
  503: "overloaded",
};

/** `{"error":"…","error_type":"…"}`. */
export const typedError: ErrorShape = ({ message }, status) =>
  JSON.stringify({ error: message, error_type: kinds[status] ?? "generation" });

const anthropicTypes: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  404: "not_found_error",
  413: "request_too_large",
  503: "overloaded_error",
};

/** `{"type":"error","error":{"type","message"}}`. */
export const anthropicError: ErrorShape = ({ message }, status) =>
  JSON.stringify({
    type: "error",
    error: { type: anthropicTypes[status] ?? "api_error", message },
    request_id: "req_sim",
  });

const googleStates: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  404: "NOT_FOUND",
  503: "UNAVAILABLE",
};

/** `{"error":{"code","message","status"}}`. */
export const googleError: ErrorShape = ({ message }, status) =>
  JSON.stringify({
    error: { code: status, message, status: googleStates[status] ?? "INTERNAL" },
  });

const dashScopeCodes: Readonly<Record<number, string>> = {
  400: "InvalidParameter",
  401: "InvalidApiKey",
  503: "Throttling",
};

/** `{"code","message","request_id"}`. */
export const dashScopeError: ErrorShape = ({ message }, status) =>
  JSON.stringify({
    code: dashScopeCodes[status] ?? "InternalError",
    message,
    request_id: "req-sim",
  });
