// Reads a query of the WebSocket chat: `{"query":"…","history":[["user","…"],["assistant","…"]]}`.

import {
  type GenerationRequest,
  isJsonObject,
  type JsonObject,
  toRequest,
} from "../apis/generation-request.ts";
import { countWords } from "../apis/request/prompt-tokens.ts";
import { toList } from "../apis/request/request-fields.ts";

/** A query that can be answered. */
export interface ChatQuery {
  readonly body: JsonObject;
  readonly request: GenerationRequest;
  /** The turns before the answer. */
  readonly history: readonly unknown[];
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const countTurnWords = (turn: unknown): number => {
  const { content }: JsonObject = isJsonObject(turn) ? turn : {};
  const said = Array.isArray(turn) ? toList(turn)[1] : content;
  return typeof said === "string" ? countWords(said) : 0;
};

/** The query in a frame; null = it is none. It names no model, but may do so to ask for a fault. */
export const readChatQuery = (text: string, modelName: string): ChatQuery | null => {
  const body = parse(text);
  if (!isJsonObject(body) || typeof body["query"] !== "string") return null;
  const history = [...toList(body["history"]), ["user", body["query"]]];
  const request = toRequest({
    model: typeof body["model"] === "string" ? body["model"] : modelName,
    promptTokens: history.reduce<number>((sum, turn) => sum + countTurnWords(turn), 0),
    wantsStream: true,
  });
  return { body, request, history };
};
