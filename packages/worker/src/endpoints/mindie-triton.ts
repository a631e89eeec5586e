// MindIE's imitation of Triton's generate extension: what Triton takes as tensors it wants in `parameters`.

import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Endpoint } from "./endpoint.ts";
import { tgiParameters } from "./tgi-parameters.ts";
import { TritonReader } from "./triton-reader.ts";

/** `POST /v2/models/{model}/generate_stream` and, not streamed, `…/generate`. */
export const mindieTriton: Endpoint = {
  name: "mindie-triton",
  path: ({ model, stream }) =>
    `/v2/models/${encodeURIComponent(model)}/${stream ? "generate_stream" : "generate"}`,
  buildBody: (options, prompt) => ({ text_input: prompt, parameters: tgiParameters(options) }),
  createDecoder: (options) => new StreamDecoder(options, "sse", new TritonReader(options.prompt)),
};
