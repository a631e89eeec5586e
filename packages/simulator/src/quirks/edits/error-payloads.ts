// The shapes in which servers tell an error inside an answer with status 200.

import type { MidwayError } from "../../faults/midway.ts";

type ToPayload = (message: string) => unknown;

/** All shapes but the one of the API itself. */
const shapes: readonly ToPayload[] = [
  (message) => ({ object: "error", message, type: "InternalServerError", param: null, code: 500 }),
  (message) => ({ error: { object: "error", message, type: "InternalServerError", code: 500 } }),
  (message) => ({ error: message, error_type: "generation" }),
  (message) => ({ error: { message, http_status_code: 422 } }),
  (message) => ({ error: message }),
  (message) => ({ text: message, error_code: 50_001 }),
  (message) => ({ detail: message }),
  (message) => ({ detail: [{ loc: ["body"], msg: message, type: "value_error" }] }),
  (message) => ({ detail: { error: { message, type: "server_error" } } }),
  (message) => ({ type: "error", error: { type: "overloaded_error", message }, request_id: "r1" }),
  (message) => ({ type: "error", code: "server_error", message, param: null, sequence_number: 9 }),
  (message) => ({
    type: "response.failed",
    sequence_number: 9,
    response: { id: "r1", status: "failed", error: { code: "server_error", message } },
  }),
  (message) => [{ error: { code: 503, message, status: "UNAVAILABLE", details: [] } }],
  (message) => ({ message }),
  (message) => ({ code: "InternalError", message, request_id: "r1" }),
  (message) => ({ type: "message-end", delta: { finish_reason: "ERROR", error: message } }),
  (message) => ({
    id: "r1",
    object: "chat.completion.chunk",
    error: { code: 502, message },
    choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
  }),
];

/** How many shapes the seed of a request chooses from. */
export const errorShapeCount = shapes.length + 1;

/** Seed 0 gives the shape of the API itself, others the ones above, in turns. */
export const toErrorPayload = ({ payload, message, seed }: MidwayError): string => {
  const shape = shapes[(Math.abs(seed) % errorShapeCount) - 1];
  return shape === undefined ? payload : JSON.stringify(shape(message));
};
