// The infer call of the KServe v2 protocol, with the tensor names of TensorRT-LLM's models in Triton.
// Never streamed, and no counts.

import { pieceIn } from "../stream/content-pieces.ts";
import { CumulativeText } from "../stream/cumulative-text.ts";
import { arrayField, isJsonArray, isJsonObject } from "../stream/json/guards.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Endpoint } from "./endpoint.ts";

type Datatype = "BYTES" | "INT32" | "FP32";

/** `POST /v2/models/{model}/infer`. */
export const kserveInfer: Endpoint = {
  name: "kserve-infer",
  path: ({ model }) => `/v2/models/${encodeURIComponent(model)}/infer`,
  buildBody: (options, prompt) => ({
    inputs: [
      toTensor("text_input", "BYTES", [prompt]),
      toTensor("max_tokens", "INT32", [options.maxTokens]),
      toTensor("temperature", "FP32", listOf(options.temperature)),
      toTensor("top_p", "FP32", listOf(options.topP)),
      toTensor("top_k", "INT32", listOf(options.topK)),
      toTensor("min_tokens", "INT32", listOf(options.minTokens)),
      toTensor("stop_words", "BYTES", options.stop),
    ].filter(({ data }) => data.length > 0),
  }),
  createDecoder: (options) =>
    new StreamDecoder(options, "none", createKserveReader(options.prompt)),
};

interface Tensor {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  readonly data: readonly (string | number)[];
}

/** An input for a batch of one. */
const toTensor = (name: string, datatype: Datatype, data: Tensor["data"]): Tensor => ({
  name,
  datatype,
  shape: [1, data.length],
  data,
});

const listOf = (value: number | null): readonly number[] => (value === null ? [] : [value]);

/** Reads the answer out of the output tensors. */
function createKserveReader(prompt: string): ReplyReader {
  const read = (value: unknown): Message | null => readOutputs(value, prompt);
  return { readMessage: read, readBody: read };
}

/** The text is in `text_output`, else in the first tensor of strings. */
function readOutputs(value: unknown, prompt: string): Message | null {
  if (!isJsonObject(value)) return null;
  const outputs = arrayField(value, "outputs").filter(isJsonObject);
  const output =
    outputs.find(({ name }) => name === "text_output") ??
    outputs.find(({ datatype }) => datatype === "BYTES");
  if (output === undefined) return null;
  const texts = new CumulativeText({ prompt, texts: "cumulative", echo: "possible" });
  const choices = flatTexts(output["data"]).map((text, index) => ({
    index,
    pieces: pieceIn({ data: texts.take(index, text) }, "data", "text"),
    finishReason: null,
    tokens: 0,
  }));
  return { ...emptyMessage, choices, notes: texts.notes };
}

/** Tensors of more than one dimension may be written flat or nested. */
function flatTexts(data: unknown): readonly string[] {
  if (isJsonArray(data)) return data.flatMap(flatTexts);
  return typeof data === "string" ? [data] : [];
}
