// What servers say about their own times, in milliseconds whatever unit they use themselves.

/** Times of one request by the server's own clock; null where it does not say. */
export interface ServerTimings {
  /** Waited before its prompt was read. */
  readonly queueMs: number | null;
  /** From its arrival, or the end of the queue, to its first token, as the server counts. */
  readonly firstTokenMs: number | null;
  /** From its arrival to its end. */
  readonly totalMs: number | null;
}

/** Lays later times over earlier ones. */
export function mergeTimings(earlier: ServerTimings | null, later: ServerTimings): ServerTimings {
  return {
    queueMs: later.queueMs ?? earlier?.queueMs ?? null,
    firstTokenMs: later.firstTokenMs ?? earlier?.firstTokenMs ?? null,
    totalMs: later.totalMs ?? earlier?.totalMs ?? null,
  };
}
