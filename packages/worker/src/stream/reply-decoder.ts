// What every decoder of a successful (2xx) reply offers: it is fed the body's reads with their times
// and knows, at any moment, what has arrived. Decoders never throw and never look at a clock.

import type { Usage } from "./openai/usage.ts";

/** What a decoder must know before the first byte. */
export interface DecoderOptions {
  /** The request asked for a stream. */
  readonly isStreamRequest: boolean;
  /** The reply's content-type header. */
  readonly contentType: string | null;
  /** Keep the answer's text; costs a full parse of every event. */
  readonly keepText: boolean;
}

/** What a reply said, once it is over. */
export interface ReplySummary {
  /** The reply came as an event stream. */
  readonly isStreamed: boolean;
  /** Something was generated: text, reasoning, a tool call or a refusal. */
  readonly hasOutput: boolean;
  /** A finish reason, [DONE] or a complete JSON answer was seen. */
  readonly isFinished: boolean;
  readonly finishReason: string | null;
  /** The error inside the reply, as a readable line. */
  readonly inbandError: string | null;
  /** What could not be understood, as a readable line with its first bytes. */
  readonly badFrame: string | null;
  readonly usage: Usage | null;
  readonly sawReasoning: boolean;
  /** Tokens in the first token event (k₁), when the server told. */
  readonly firstEventTokens: number | null;
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
  /** The reads that brought the first data event, the first token and the first non-reasoning token. */
  readonly firstEventAtMs: number | null;
  readonly firstTokenAtMs: number | null;
  readonly firstAnswerAtMs: number | null;
  /** The answer is complete, though more may follow (usage, [DONE]). */
  readonly isFinished: boolean;
  /** The stream's own end mark was seen: nothing that counts can follow. */
  readonly isDone: boolean;
  /** Beyond the size cap: reading on is of no use. */
  readonly isBroken: boolean;
  /** What the reply said; ask after `end`. */
  summary(): ReplySummary;
}
