// Counts the prompt tokens of a list of messages, as the chat APIs have it: the words of all texts.

import { isJsonObject, type JsonObject } from "../generation-request.ts";
import { countWords } from "./prompt-tokens.ts";

const countPartWords = (part: unknown): number =>
  isJsonObject(part) && typeof part["text"] === "string" ? countWords(part["text"]) : 0;

/** Words of a text or of a list of parts; null = neither. */
export const countContentWords = (content: unknown): number | null => {
  if (typeof content === "string") return countWords(content);
  if (content === null || content === undefined) return 0;
  if (!Array.isArray(content)) return null;
  return content.reduce<number>((sum, part) => sum + countPartWords(part), 0);
};

const countMessageWords = (message: unknown): number | null => {
  if (!isJsonObject(message) || typeof message["role"] !== "string") return null;
  return countContentWords(message["content"]);
};

/** Words of all messages; null = one of them has no role or no readable content. */
export const countMessageTokens = (messages: readonly unknown[]): number | null => {
  let sum = 0;
  for (const message of messages) {
    const words = countMessageWords(message);
    if (words === null) return null;
    sum += words;
  }
  return sum;
};

/** The prompt tokens of a body with `messages`, or the sentence that says what is wrong with them. */
export const readMessages = (body: JsonObject): number | string => {
  const messages: unknown = body["messages"];
  if (!Array.isArray(messages) || messages.length === 0)
    return "messages is missing: it must be a list of messages";
  return (
    countMessageTokens(messages) ?? "each message must have a role, and a text or parts as content"
  );
};
