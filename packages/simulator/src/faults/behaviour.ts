// How a request is answered, as data. A fault is a change of some of these fields, so that a new
// one is a row in a table; the engine asks the fields and knows no fault by name.

/** A fixed answer that takes the place of the whole generation. */
export interface CannedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What happens after half of the tokens (rounded down): once, in place of or before the next one. */
export type Midway =
  /** The body ends as if all were well, without finish reason and end marker. */
  | { readonly kind: "end" }
  /** The connection is closed inside the body. */
  | { readonly kind: "drop" }
  /** The connection is reset. */
  | { readonly kind: "reset" }
  /** An error object instead of the rest, then the end marker. */
  | { readonly kind: "error"; readonly message: string }
  /** Nothing more, the connection stays open. */
  | { readonly kind: "hang" }
  /** Nothing for some time, then the rest. */
  | { readonly kind: "pause"; readonly pauseMs: number };

/** All that a fault can change. */
export interface Behaviour {
  /** Answer this at once and generate nothing; null = generate. */
  readonly canned: CannedAnswer | null;
  /** Read the request and never answer. */
  readonly isSilent: boolean;
  /** Stream when the request asks for it. */
  readonly canStream: boolean;
  /** Close the connection after each answer. */
  readonly closesConnection: boolean;
  /** Generate so many tokens, whatever was asked; null = as asked. */
  readonly outputTokens: number | null;
  /** Added to the time to first token. */
  readonly firstTokenDelayMs: number;
  readonly midway: Midway | null;
  /** Token events that leave in one write, held back until the last of them is due; the first leaves alone. */
  readonly eventsPerWrite: number;
  /** Puts one JSON payload into its frame of the event stream. */
  readonly frame: (payload: string) => string;
  /** The payload that ends an event stream; null = none. */
  readonly endMarker: string | null;
}

/** An answer without any fault. */
export const soundBehaviour: Behaviour = {
  canned: null,
  isSilent: false,
  canStream: true,
  closesConnection: false,
  outputTokens: null,
  firstTokenDelayMs: 0,
  midway: null,
  eventsPerWrite: 1,
  frame: (payload) => `data: ${payload}\n\n`,
  endMarker: "[DONE]",
};

/** One fault: what it does, in a sentence, and what it changes. */
export interface Fault {
  readonly about: string;
  readonly changes: Partial<Behaviour>;
}

/** The faults of one family by name. */
export type FaultFamily = Readonly<Record<string, Fault>>;
