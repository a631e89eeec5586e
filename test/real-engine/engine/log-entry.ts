// What the engine notes of each request, for the tests to hold gadfly's numbers against.

/** How an answer came to its end; `cancelled`: the client was gone. */
export type FinishReason = "stop" | "length" | "cancelled";

/** One request that has ended. All times count from its arrival. */
export interface LogEntry {
  /** The client's own name for it, from x-request-id; empty when it gave none. */
  readonly requestId: string;
  readonly path: string;
  readonly isStreamed: boolean;
  readonly promptTokens: number;
  readonly generatedTokens: number;
  /** It had a slot from then on; null when it never had one. */
  readonly queuedMs: number | null;
  /** The prompt was read and the first token chosen; null when there was none. */
  readonly firstTokenMs: number | null;
  readonly endMs: number;
  readonly finishReason: FinishReason;
}

/** What `GET /log` answers. */
export interface EngineLog {
  /** Requests that hold a slot at this moment. */
  readonly running: number;
  readonly waiting: number;
  /** In the order in which they ended. */
  readonly entries: readonly LogEntry[];
}
