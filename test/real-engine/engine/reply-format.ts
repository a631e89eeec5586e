// The JSON of the answers, as OpenAI's API has it: chat and plain completions, whole and in pieces.
import type { EndpointPath } from "./request-body.ts";

/** Counts of tokens, as the engine made them. */
export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** The documents of one answer. */
export interface ReplyFormat {
  /** What comes before the text; null: nothing. */
  readonly opening: object | null;
  piece(text: string): object;
  ending(finishReason: string): object;
  usage(usage: Usage): object;
  whole(text: string, finishReason: string, usage: Usage): object;
}

/** What is the same in all documents of an answer. */
export interface ReplyHead {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

const ongoing = { finish_reason: null } as const;

const chatFormat = (head: ReplyHead): ReplyFormat => {
  const chunk = { ...head, object: "chat.completion.chunk" };
  const withDelta = (delta: object, finish: object): object => ({
    ...chunk,
    choices: [{ index: 0, delta, ...finish }],
  });
  return {
    opening: withDelta({ role: "assistant", content: "" }, ongoing),
    piece: (content) => withDelta({ content }, ongoing),
    ending: (finishReason) => withDelta({}, { finish_reason: finishReason }),
    usage: (usage) => ({ ...chunk, choices: [], usage }),
    whole: (content, finishReason, usage) => ({
      ...head,
      object: "chat.completion",
      choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: finishReason }],
      usage,
    }),
  };
};

const completionFormat = (head: ReplyHead): ReplyFormat => {
  const document = { ...head, object: "text_completion" };
  const withText = (text: string, finish: object): object => ({
    ...document,
    choices: [{ index: 0, text, ...finish }],
  });
  return {
    opening: null,
    piece: (text) => withText(text, ongoing),
    ending: (finishReason) => withText("", { finish_reason: finishReason }),
    usage: (usage) => ({ ...document, choices: [], usage }),
    whole: (text, finishReason, usage) => ({
      ...withText(text, { finish_reason: finishReason }),
      usage,
    }),
  };
};

/** The format of an endpoint. */
export const replyFormat = (path: EndpointPath, head: ReplyHead): ReplyFormat =>
  path === "/v1/completions" ? completionFormat(head) : chatFormat(head);

/** An error that the client reads. */
export const errorDocument = (message: string, type: string): object => ({
  error: { message, type, param: null, code: null },
});
