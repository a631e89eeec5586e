// What an API's messages mean. A reader is all that the decoders of different APIs differ in: framing,
// times, the probe, think tags, finish marks and the judgement of what was seen are the same for all.

import type { ServerTimings } from "./server-timings.ts";
import type { Usage } from "./usage.ts";

/** A non-empty piece of generated content, and the JSON field that held it. */
export interface ContentPiece {
  readonly kind: "text" | "reasoning" | "tool" | "refusal";
  readonly key: string;
  readonly text: string;
}

/** What a message says about one answer; with n > 1 there are several, told apart by `index`. */
export interface ChoiceContent {
  readonly index: number;
  readonly pieces: readonly ContentPiece[];
  /** The raw finish reason; null while unfinished. */
  readonly finishReason: string | null;
  /** Tokens in this message by token ids, logprobs or the API's own rule; 0 when it does not tell. */
  readonly tokens: number;
}

/** What one message says: an event, a line, a frame, or a whole body. */
export interface Message {
  readonly choices: readonly ChoiceContent[];
  /** Counts so far; of several reports the last one wins. */
  readonly usage: Usage | null;
  /** The error that the message is, as a readable line. */
  readonly error: string | null;
  /** The API's own last message: nothing that counts can follow. */
  readonly isEnd: boolean;
  /** What the server says about its own times. */
  readonly timings: ServerTimings | null;
  /** Vectors of an embeddings answer, entries of a ranking. */
  readonly items: number;
  /** Warning codes. */
  readonly notes: readonly string[];
}

/** Reads the messages of one reply; may keep what it needs from one message to the next. */
export interface ReplyReader {
  /** One message of a stream, parsed. Null: nothing of this API. */
  readMessage(value: unknown): Message | null;
  /** A whole body that is no stream. Null: nothing of this API. */
  readBody(value: unknown): Message | null;
  /** An answer although it may look like the error of another API. An `error` field is one all the same. */
  readonly isAnswer?: (value: unknown) => boolean;
  /** The API marks the end of a stream by nothing but the end of the body. */
  readonly endsByClose?: boolean;
  /**
   * The one piece of a message that carries it and nothing else (no error, usage, finish reason or
   * second piece), else null. Must not depend on earlier messages: the probe then recognises later
   * messages of the same shape without a parse. Left out where texts depend on what came before.
   */
  readonly solePiece?: (value: unknown) => ContentPiece | null;
}

const none = Object.freeze([]);

/** A message that says nothing. */
export const emptyMessage: Message = Object.freeze({
  choices: none,
  usage: null,
  error: null,
  isEnd: false,
  timings: null,
  items: 0,
  notes: none,
});
