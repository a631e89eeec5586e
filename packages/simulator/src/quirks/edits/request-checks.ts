// The ways in which servers refuse a request for a field of its body.

import type { JsonObject } from "../../apis/generation-request.ts";
import type { Behaviour, FaultedRequest } from "../../faults/behaviour.ts";
import { answer } from "./canned-answers.ts";
import { toObject } from "./json-edits.ts";

const knownFields: ReadonlySet<string> = new Set([
  "model",
  "messages",
  "prompt",
  "suffix",
  "stream",
  "max_tokens",
  "min_tokens",
  "temperature",
  "top_p",
  "stop",
  "n",
  "random_seed",
  "presence_penalty",
  "frequency_penalty",
  "response_format",
  "tools",
  "tool_choice",
]);

/** Refuses every field that the server does not know. */
export const refuseExtraFields = ({ body }: FaultedRequest): Partial<Behaviour> => {
  const extra = Object.keys(body).filter((field) => !knownFields.has(field));
  if (extra.length === 0) return {};
  const detail = extra.map((field) => ({
    type: "extra_forbidden",
    loc: ["body", field],
    msg: "Extra inputs are not permitted",
    input: body[field],
  }));
  return answer(422, { object: "error", message: { detail }, type: "invalid_request_error" });
};

/** Refuses options of a stream for an answer that is none. */
export const refuseLoneStreamOptions = ({ body }: FaultedRequest): Partial<Behaviour> => {
  if (body["stream"] === true || (body["stream_options"] ?? null) === null) return {};
  const message = "The 'stream_options' parameter is only allowed when 'stream' is enabled.";
  const error = { message, type: "invalid_request_error", param: "stream_options", code: null };
  return answer(400, { error });
};

const readTemperature = (body: JsonObject): unknown =>
  toObject(body["parameters"])["temperature"] ?? body["temperature"];

/** Refuses a temperature that is not above 0. */
export const refuseZeroTemperature = ({ body }: FaultedRequest): Partial<Behaviour> => {
  const temperature = readTemperature(body);
  if (typeof temperature !== "number" || temperature > 0) return {};
  const error = "Input validation error: `temperature` must be strictly positive";
  return answer(422, { error, error_type: "validation" });
};

/** Refuses every model but the one that the server lists. */
export const refuseOtherModels = ({ body, modelName }: FaultedRequest): Partial<Behaviour> => {
  const { model } = body;
  if (model === modelName) return {};
  const message = `Model '${String(model)}' does not exist. Only '${modelName}' is served.`;
  return answer(404, {
    error: { message, type: "NotFoundError", param: "model", code: 404 },
  });
};
