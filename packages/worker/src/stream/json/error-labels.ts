// The codes, types and statuses by which an error names itself, wherever its shape puts them.

import { isJsonArray, isJsonObject } from "./guards.ts";
import type { JsonObject } from "./guards.ts";

const labelKeys = ["code", "error_code", "type", "error_type", "status", "http_status_code"];

/** All of them, as text; none for what is no error. */
export function errorLabels(value: unknown): readonly string[] {
  const object = isJsonArray(value) && value.length === 1 ? value[0] : value;
  if (!isJsonObject(object)) return [];
  return partsOf(object).flatMap(ownLabels);
}

/** The object, and the errors that it holds one in another. */
function partsOf(object: JsonObject): readonly JsonObject[] {
  const inner = [object["error"], object["detail"]].filter(isJsonObject);
  return [object, ...inner.flatMap(partsOf)];
}

const ownLabels = (object: JsonObject): readonly string[] =>
  labelKeys
    .map((key) => object[key])
    .filter((label) => typeof label === "string" || typeof label === "number")
    .map(String);
