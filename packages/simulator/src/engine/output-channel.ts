// How a generation hands over what it made. One channel writes a stream, another one document.

import type { Midway } from "../faults/behaviour.ts";
import type { FinishReason } from "../output/output-length.ts";

/** An event midway that ends the answer. */
export type Interruption = Exclude<Midway, { readonly kind: "pause" | "hang" }>;

/** The receiving end of one generation. */
export interface OutputChannel {
  /** Chunks that it will record for so many tokens. */
  toChunkCount(tokens: number): number;
  /** The request got a place in the batch. */
  open(): void;
  /** The client reads too slowly: nothing should be sent before `resume` is called. */
  waitsForClient(resume: () => void): boolean;
  /** Some tokens that were due at `dueAtMs`; with the last ones comes the reason of the end. */
  send(text: string, tokens: number, dueAtMs: number, end: FinishReason | null): void;
  /** The answer ends here, in this way. */
  interrupt(interruption: Interruption): void;
}
