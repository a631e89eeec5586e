// What an endpoint is: one API with its path, the shape of its request and the decoder of its reply.

import type { DecoderOptions, ReplyDecoder } from "../stream/reply-decoder.ts";

/** What the user asked for; the request part of the plan has these fields. */
export interface RequestOptions {
  readonly model: string | null;
  readonly stream: boolean;
  readonly maxTokens: number;
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly stop: readonly string[];
  readonly logprobs: number | null;
  /** Merged into the body last; null removes a field. */
  readonly extraBody: Readonly<Record<string, unknown>>;
}

/** One API. Adding one means one file like `openai-chat.ts` and one row in the registry. */
export interface Endpoint {
  /** The name in the plan, in series and in records. */
  readonly name: string;
  /** The path below the base URL. */
  readonly path: string;
  /** The request body for a prompt, as plain JSON data. */
  readonly buildBody: (options: RequestOptions, prompt: string) => Record<string, unknown>;
  /** A decoder for one successful reply. */
  readonly createDecoder: (options: DecoderOptions) => ReplyDecoder;
}
