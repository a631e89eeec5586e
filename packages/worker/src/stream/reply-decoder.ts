// What every decoder of a successful (2xx) reply offers: it is fed the body's reads with their times
// and knows, at any moment, what has arrived. Decoders never throw and never look at a clock.

import type { ServerTimings } from "./server-timings.ts";
import type { Usage } from "./usage.ts";

/** What a decoder must know before the first byte. */
export interface DecoderOptions {
  /** The request asked for a stream. */
  readonly isStreamRequest: boolean;
  /** The reply's content-type header. */
  readonly contentType: string | null;
  /** Keep the answer's text; costs a full parse of every event. */
  readonly keepText: boolean;
  /** The prompt as sent: some servers repeat it at the head of the answer. */
  readonly prompt: string;
}

/** What a reply said, once it is over. */
export interface ReplySummary {
  /** The reply came as a stream of messages. */
  readonly isStreamed: boolean;
  /** Something was generated: text, reasoning, a tool call or a refusal; or items came. */
  readonly hasOutput: boolean;
  /** A finish reason, an end mark or a complete JSON answer was seen. */
  readonly isFinished: boolean;
  /** As the server wrote it. */
  readonly finishReason: string | null;
  /** The server held the answer back or cut it: a content filter, a blocked prompt. */
  readonly isFiltered: boolean;
  /** The error inside the reply, as a readable line. */
  readonly inbandError: string | null;
  /** What could not be understood, as a readable line with its first bytes. */
  readonly badFrame: string | null;
  readonly usage: Usage | null;
  readonly sawReasoning: boolean;
  /** Tokens in the first token event (k₁), when the server told. */
  readonly firstEventTokens: number | null;
  /** Tokens of all token events that told their number, and how many those were. */
  readonly toldTokens: number;
  readonly toldEvents: number;
  /** Vectors of an embeddings answer, entries of a ranking. */
  readonly items: number;
  readonly timings: ServerTimings | null;
  /** Warning codes. */
  readonly notes: readonly string[];
  readonly text: string | null;
}

/** Decodes one reply. */
export interface ReplyDecoder {
  /** Takes one read; `bytes` are valid only during the call. */
  push(bytes: Buffer, atMs: number): void;
  /** The body is over, cleanly or not. */
  end(): void;
  /** Events so far that carried generated content. */
  readonly tokenEvents: number;
  /** Tokens of all token events so far that told their number. */
  readonly toldTokens: number;
  /** The reads that brought the first data event, and the first token of each kind. */
  readonly firstEventAtMs: number | null;
  readonly firstTokenAtMs: number | null;
  readonly firstAnswerAtMs: number | null;
  readonly firstReasoningAtMs: number | null;
  readonly firstToolAtMs: number | null;
  /** The answer is complete, though more may follow (usage, [DONE]). */
  readonly isFinished: boolean;
  /** The stream's own end mark was seen: nothing that counts can follow. */
  readonly isDone: boolean;
  /** Beyond the size cap: reading on is of no use. */
  readonly isBroken: boolean;
  /** What the reply said; ask after `end`. */
  summary(): ReplySummary;
}
