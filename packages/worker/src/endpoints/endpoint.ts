// What an endpoint is: one API with its path, the shape of its request and the decoder of its reply.

import { endpointRow } from "@gadfly/shared/providers/endpoint-table";
import type { EndpointName, StreamFormat } from "@gadfly/shared/providers/endpoint-table";
import type { DecoderOptions, ReplyDecoder } from "../stream/reply-decoder.ts";

/**
 * What one request asks for. What the server may refuse has been taken away before: an endpoint sends
 * every field that is given here and that its API has a name for.
 */
export interface RequestOptions {
  /** "" when the API wants none. */
  readonly model: string;
  readonly stream: boolean;
  readonly maxTokens: number;
  /** Send the limit as `max_completion_tokens`. */
  readonly usesMaxCompletionTokens: boolean;
  /** Ask for usage in a stream. */
  readonly asksForUsage: boolean;
  readonly ignoreEos: boolean;
  readonly minTokens: number | null;
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly topK: number | null;
  /** n; 1 is not sent. */
  readonly choices: number;
  readonly stop: readonly string[];
  readonly logprobs: number | null;
  readonly reasoningEffort: string | null;
  /** Inputs of one embeddings request, documents of one ranking. */
  readonly items: number;
  /** How long those are that are not the prompt. */
  readonly itemTokens?: number;
}

/** One API. Adding one means one file like `openai-chat.ts`, and a row here and in the shared table. */
export interface Endpoint {
  readonly name: EndpointName;
  /** What series and records call it; its name when left out. */
  readonly label?: string;
  /** The path below the base URL, query included. */
  readonly path: (options: RequestOptions) => string;
  /** Request headers that the API asks for, by lower-case name; none when left out. */
  readonly headers?: (options: RequestOptions) => Readonly<Record<string, string>>;
  /** The request body for a prompt, as plain JSON data; the prompt must occur in it once. */
  readonly buildBody: (options: RequestOptions, prompt: string) => Record<string, unknown>;
  /** A decoder for one successful reply. */
  readonly createDecoder: (options: DecoderOptions) => ReplyDecoder;
  /** How messages of a stream are kept apart, where the row of the endpoint does not say. */
  readonly format?: StreamFormat;
  /** Answers are streams, whatever is asked for. */
  readonly alwaysStreams?: true;
  /** How requests travel; HTTP when left out. */
  readonly transport?: "websocket";
}

/** How messages of a stream of this API are kept apart. */
export const streamFormatOf = (endpoint: Endpoint): StreamFormat =>
  endpoint.format ?? endpointRow(endpoint.name).format;

/** Whether a request asks for a stream: as its user wishes, where the API leaves a choice. */
export function isStreamRequest(endpoint: Endpoint, wantsStream: boolean): boolean {
  if (endpoint.alwaysStreams === true) return true;
  return wantsStream && streamFormatOf(endpoint) !== "none";
}
