// Reads the lists of models that servers give: OpenAI's, Ollama's, Gemini's, Cohere's and Triton's.

import {
  arrayField,
  isJsonArray,
  isJsonObject,
  textField,
  type JsonObject,
} from "../../stream/json/guards.ts";

/** One model as a server lists it. */
export interface ModelCard {
  readonly name: string;
  /** "" when it is not said. */
  readonly ownedBy: string;
  /** The row has Anthropic's shape. */
  readonly isAnthropic?: true;
}

/** The models in the body of an answer; null when it is no list of models. */
export function readModelCards(body: string): readonly ModelCard[] | null {
  const rows = listIn(parse(body));
  return rows === null ? null : rows.filter(isJsonObject).filter(canChat).flatMap(toCard);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function listIn(answer: unknown): readonly unknown[] | null {
  if (isJsonArray(answer)) return answer;
  if (!isJsonObject(answer)) return null;
  const list = answer["data"] ?? answer["models"];
  if (isJsonArray(list)) return list;
  // Ollama's list of nothing.
  return answer["object"] === "list" ? [] : null;
}

/** Gemini and Cohere say what a model is for. */
function canChat(row: JsonObject): boolean {
  const uses = [...arrayField(row, "supportedGenerationMethods"), ...arrayField(row, "endpoints")];
  return uses.length === 0 || uses.includes("generateContent") || uses.includes("chat");
}

function toCard(row: JsonObject): readonly ModelCard[] {
  const name = (textField(row, "id") || textField(row, "name")).replace(/^models\//, "");
  if (name === "") return [];
  const card = { name, ownedBy: textField(row, "owned_by") };
  return [isAnthropicRow(row) ? { ...card, isAnthropic: true } : card];
}

/** OpenAI's rows have `object` and an owner; these have a type and a name to show. */
const isAnthropicRow = (row: JsonObject): boolean =>
  row["type"] === "model" && textField(row, "display_name") !== "" && !("owned_by" in row);
