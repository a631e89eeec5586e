// Triton's generate extension, with the tensor names of the TensorRT-LLM and vLLM backends.

import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Endpoint } from "./endpoint.ts";
import { givenFields } from "./given-fields.ts";
import { TritonReader } from "./triton-reader.ts";

/** `POST /v2/models/{model}/generate_stream` and, not streamed, `…/generate`. */
export const tritonGenerate: Endpoint = {
  name: "triton-generate",
  path: ({ model, stream }) =>
    `/v2/models/${encodeURIComponent(model)}/${stream ? "generate_stream" : "generate"}`,
  buildBody: (options, prompt) => ({
    text_input: prompt,
    max_tokens: options.maxTokens,
    ...(options.stream ? { stream: true } : {}),
    ...givenFields({
      temperature: options.temperature,
      top_p: options.topP,
      top_k: options.topK,
      stop_words: options.stop,
      min_tokens: options.minTokens,
    }),
  }),
  createDecoder: (options) => new StreamDecoder(options, "sse", new TritonReader(options.prompt)),
};
