// OpenAI chat completions: one user message per request.

import { openAiReader } from "../stream/openai-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Endpoint } from "./endpoint.ts";
import { commonBody } from "./openai-body.ts";

/** `POST /v1/chat/completions`. */
export const openAiChat: Endpoint = {
  name: "openai-chat",
  path: () => "/v1/chat/completions",
  buildBody(options, prompt) {
    const { logprobs } = options;
    return {
      ...commonBody(options),
      messages: [{ role: "user", content: prompt }],
      ...(logprobs === null ? {} : { logprobs: true, top_logprobs: logprobs }),
    };
  },
  createDecoder: (options) => new StreamDecoder(options, "sse", openAiReader),
};
