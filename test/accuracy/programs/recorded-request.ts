// What a client under test noted about one request, before anything was counted or summed up. Both
// gadfly (through the tap) and the control reader write it, so that one comparison serves both.

/** One request as its client saw it; times are CLOCK_MONOTONIC milliseconds. */
export interface RecordedRequest {
  /** The x-request-id, by which the server knows it too. */
  readonly id: string;
  readonly scheduledAtMs: number;
  readonly sentAtMs: number;
  /** For each token event the time of the read that completed it; events of one read share it. */
  readonly tokenAtMs: readonly number[];
  readonly endedAtMs: number;
}
