// OpenAI chat completions: one user message per request.

import { OpenAiDecoder } from "../stream/openai-decoder.ts";
import type { Endpoint } from "./endpoint.ts";
import { commonBody, withExtraBody } from "./openai-body.ts";

/** `POST /v1/chat/completions`. */
export const openAiChat: Endpoint = {
  name: "openai-chat",
  path: "/v1/chat/completions",
  buildBody(options, prompt) {
    const { logprobs } = options;
    const body = {
      ...commonBody(options),
      messages: [{ role: "user", content: prompt }],
      ...(logprobs === null ? {} : { logprobs: true, top_logprobs: logprobs }),
    };
    return withExtraBody(body, options.extraBody);
  },
  createDecoder: (options) => new OpenAiDecoder(options),
};
