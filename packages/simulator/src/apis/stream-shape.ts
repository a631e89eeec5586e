// The ways in which streams of several APIs travel.

import type { StreamShape } from "./dialect.ts";
import { type ErrorShape, nestedError } from "./error-shapes.ts";

const toErrorWith =
  (shape: ErrorShape): StreamShape["toError"] =>
  (message) =>
    shape({ message, type: "server_error", param: null, code: null }, 500);

/** The same stream with errors in another shape. */
export const withErrors = (stream: StreamShape, shape: ErrorShape): StreamShape => ({
  ...stream,
  toError: toErrorWith(shape),
});

/** Server-sent events with an end marker, as OpenAI sends them. */
export const eventStream: StreamShape = {
  contentType: "text/event-stream; charset=utf-8",
  frame: (payload) => `data: ${payload}\n\n`,
  endMarker: "[DONE]",
  opensWithTokens: false,
  finishesWithTokens: false,
  toError: toErrorWith(nestedError),
};

/** Server-sent events whose lines end with CR LF. */
export const crlfEventStream: StreamShape = {
  ...eventStream,
  frame: (payload) => `data: ${payload}\r\n\r\n`,
};

const typeStart = `{"type":"`;

// The name of an event is the type in its payload, which stands first.
const toEventName = (payload: string): string =>
  payload.startsWith(typeStart)
    ? payload.slice(typeStart.length, payload.indexOf('"', typeStart.length))
    : "";

const toNamedEvent = (payload: string): string => {
  const name = toEventName(payload);
  return name === "" ? `data: ${payload}\n\n` : `event: ${name}\ndata: ${payload}\n\n`;
};

/** Server-sent events that repeat the type of their payload as their name, without end marker. */
export const namedEventStream: StreamShape = {
  ...eventStream,
  frame: toNamedEvent,
  endMarker: null,
};

/** One JSON document per line. */
export const lineStream: StreamShape = {
  ...eventStream,
  contentType: "application/x-ndjson",
  frame: (payload) => `${payload}\n`,
  endMarker: null,
};

/** JSON documents that a NUL byte ends, without any content type. */
export const nulStream: StreamShape = {
  ...eventStream,
  contentType: null,
  frame: (payload) => `${payload}\0`,
  endMarker: null,
};
