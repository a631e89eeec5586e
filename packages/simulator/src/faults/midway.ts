// What can happen after half of the tokens of an answer.

/** An error in the middle of an answer, as those see it who write it. */
export interface MidwayError {
  readonly message: string;
  /** The payload with which the API tells an error. */
  readonly payload: string;
  /** The seed of the request, 0 without one: it chooses among several shapes. */
  readonly seed: number;
  /** Puts a payload into its frame; in a document it stays as it is. */
  readonly frame: (payload: string) => string;
  /** The end marker in its frame; empty without one. */
  readonly endFrame: string;
}

/** What happens after half of the tokens (rounded down): once, in place of or before the next one. */
export type Midway =
  /** The body ends as if all were well, without finish reason and end marker. */
  | { readonly kind: "end" }
  /** The connection is closed inside the body. */
  | { readonly kind: "drop" }
  /** The connection is reset. */
  | { readonly kind: "reset" }
  /** Half of an event is sent, and the connection is reset a moment later. */
  | { readonly kind: "tear"; readonly resetAfterMs: number }
  /** An error instead of the rest; without `write` an error object and the end marker. */
  | {
      readonly kind: "error";
      readonly message: string;
      readonly write?: (error: MidwayError) => string;
    }
  /** Nothing more, the connection stays open. */
  | { readonly kind: "hang" }
  /** Nothing for some time, then the rest. */
  | { readonly kind: "pause"; readonly pauseMs: number };
