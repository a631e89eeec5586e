// OpenAI completions, the older API: a bare prompt.

import { openAiReader } from "../stream/openai-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Endpoint } from "./endpoint.ts";
import { commonBody } from "./openai-body.ts";

/** `POST /v1/completions`. */
export const openAiCompletions: Endpoint = {
  name: "openai-completions",
  path: () => "/v1/completions",
  buildBody(options, prompt) {
    const { logprobs } = options;
    return { ...commonBody(options), prompt, ...(logprobs === null ? {} : { logprobs }) };
  },
  createDecoder: (options) => new StreamDecoder(options, "sse", openAiReader),
};
