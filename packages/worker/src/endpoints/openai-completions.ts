// OpenAI completions, the older API: a bare prompt.

import { OpenAiDecoder } from "../stream/openai-decoder.ts";
import type { Endpoint } from "./endpoint.ts";
import { commonBody, withExtraBody } from "./openai-body.ts";

/** `POST /v1/completions`. */
export const openAiCompletions: Endpoint = {
  name: "openai-completions",
  path: "/v1/completions",
  buildBody(options, prompt) {
    const { logprobs } = options;
    const body = { ...commonBody(options), prompt, ...(logprobs === null ? {} : { logprobs }) };
    return withExtraBody(body, options.extraBody);
  },
  createDecoder: (options) => new OpenAiDecoder(options),
};
