// The one function call that answers a request with tools. Its arguments are an object with one
// text: the words of the simulator. Pieces are what stands between the quotes of a JSON text.

import { toAsciiJson } from "./json-text.ts";

/** The id of every call. */
export const toolCallId = "call_sim_1";

/** What stands before and after the words in the arguments. */
export const argumentsStart = `{"text":"`;
export const argumentsEnd = `"}`;

const toPiece = (text: string): string => JSON.stringify(text).slice(1, -1);

const startPiece = toPiece(argumentsStart);
const endPiece = toPiece(argumentsEnd);

/** `tool_calls` of the first delta of a call. */
export const toToolStart = (name: string, text: string): string =>
  `"tool_calls":[{"index":0,"id":"${toolCallId}","type":"function",` +
  `"function":{"name":${toAsciiJson(name)},"arguments":"${startPiece}${text}"}}]`;

/** `tool_calls` of a later delta. */
export const toToolPiece = (text: string): string =>
  `"tool_calls":[{"index":0,"function":{"arguments":"${text}"}}]`;

/** `tool_calls` of the delta that completes the arguments. */
export const toToolEnd = (): string => toToolPiece(endPiece);

/** The complete arguments. */
export const toArguments = (text: string): string => `${argumentsStart}${text}${argumentsEnd}`;

/** `tool_calls` of a message. */
export const toToolCalls = (name: string, text: string): string =>
  `"tool_calls":[{"id":"${toolCallId}","type":"function","function":{"name":${toAsciiJson(name)},` +
  `"arguments":${toAsciiJson(toArguments(text))}}}]`;
