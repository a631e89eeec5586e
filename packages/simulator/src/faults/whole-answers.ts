// Faults that replace the whole answer: error statuses, wrong bodies, silence.

import type { CannedAnswer, FaultFamily } from "./behaviour.ts";
import { toErrorBody } from "../apis/error-body.ts";

const jsonHeaders = { "content-type": "application/json" };
const streamHeaders = { "content-type": "text/event-stream; charset=utf-8" };

const toError = (
  status: number,
  type: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): CannedAnswer => ({
  status,
  headers: { ...jsonHeaders, ...headers },
  body: toErrorBody({ message, type, param: null, code: null }),
});

/** Faults in which nothing is generated. */
export const wholeAnswerFaults = {
  "status-401": {
    about: "Answers 401, as for a wrong API key",
    changes: { canned: toError(401, "authentication_error", "Incorrect API key provided") },
  },
  "status-404": {
    about: "Answers 404, as for an unknown model",
    changes: { canned: toError(404, "not_found_error", "The model does not exist") },
  },
  "status-429": {
    about: "Answers 429 with Retry-After: 1",
    changes: {
      canned: toError(429, "rate_limit_error", "Rate limit reached", { "retry-after": "1" }),
    },
  },
  "status-500": {
    about: "Answers 500",
    changes: { canned: toError(500, "server_error", "The server had an error") },
  },
  "status-503": {
    about: "Answers 503, as while a model loads",
    changes: { canned: toError(503, "overloaded_error", "The model is still loading") },
  },
  html: {
    about: "Answers 200 with an HTML page, as a wrong address or a proxy does",
    changes: {
      canned: {
        status: 200,
        headers: { "content-type": "text/html; charset=utf-8" },
        body: "<!doctype html>\n<html><head><title>Welcome</title></head><body><h1>It is a web page</h1></body></html>\n",
      },
    },
  },
  garbage: {
    about: "Answers 200 as an event stream whose body is none",
    changes: {
      canned: {
        status: 200,
        headers: streamHeaders,
        body: '\u0000\u0001\u00ff\u00fe not an event stream }{][ data\u0007: 17\n\ndata: {"choices": [oops\n\n',
      },
    },
  },
  "empty-stream": {
    about: "Answers 200 as an event stream and ends it at once",
    changes: { canned: { status: 200, headers: streamHeaders, body: "" } },
  },
  hang: {
    about: "Reads the request and never answers",
    changes: { isSilent: true },
  },
} as const satisfies FaultFamily;
