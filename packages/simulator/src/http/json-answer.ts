// Small answers that are written in one piece.

import type { ServerResponse } from "node:http";
import { type ApiError, toErrorBody } from "../apis/error-body.ts";

/** Writes a JSON document as the whole answer. */
export const answerJson = (
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  });
  response.end(body);
};

/** Writes an error of the OpenAI API as the whole answer. */
export const answerError = (
  response: ServerResponse,
  status: number,
  error: Pick<ApiError, "message" | "type"> & Partial<ApiError>,
  headers: Readonly<Record<string, string>> = {},
): void =>
  answerJson(response, status, toErrorBody({ param: null, code: null, ...error }), headers);
