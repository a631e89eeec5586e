// The inference protocol of KServe: POST /v2/models/M/infer. Inputs and outputs are lists of tensors;
// it has no streams.

import { commonDialect, type Dialect } from "../dialect.ts";
import { textError } from "../error-shapes.ts";
import { type JsonObject, toProblem } from "../generation-request.ts";
import { toAsciiJson } from "../answer/json-text.ts";
import { readPromptRequest } from "../request/prompt-request.ts";
import { toObject } from "../request/request-fields.ts";
import { eventStream } from "../stream-shape.ts";

// The first value in a list, however deep it stands.
const toFirst = (data: unknown): unknown => (Array.isArray(data) ? toFirst(data[0]) : data);

// The first value of each tensor by the name of the tensor.
const toValues = (inputs: readonly unknown[]): JsonObject => {
  const values: Record<string, unknown> = {};
  for (const input of inputs) {
    const { name, data } = toObject(input);
    if (typeof name === "string") values[name] = toFirst(data);
  }
  return values;
};

/** The dialect; the tensors have the names of Triton's models. */
export const kserveInfer: Dialect = {
  ...commonDialect,
  endpoint: "/v2/models/{model}/infer",
  read(body, call) {
    const inputs: unknown = body["inputs"];
    if (!Array.isArray(inputs)) return toProblem("inputs", "inputs must be a list of tensors");
    const values = { ...toValues(inputs), stream: false, model: body["model"] };
    const names = { prompt: ["text_input"], maxTokens: "max_tokens", seed: "random_seed" };
    return readPromptRequest({ body: values, limits: values, call }, names);
  },
  createRenderer: ({ request, body }) => {
    const id = typeof body["id"] === "string" ? `"id":${toAsciiJson(body["id"])},` : "";
    return {
      opening: () => [],
      tokens: () => "",
      ending: () => [],
      whole: (text) =>
        `{${id}"model_name":${toAsciiJson(request.model)},"model_version":"1","outputs":[` +
        `{"name":"text_output","datatype":"BYTES","shape":[1],"data":[${toAsciiJson(text)}]}]}`,
    };
  },
  createStream: () => ({ ...eventStream, endMarker: null }),
  toErrorBody: textError,
};
