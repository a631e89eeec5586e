// What a row of the quirk table holds.

import type { Behaviour } from "../faults/behaviour.ts";

/** Something odd that real servers do on the wire, and that a client must survive. */
export interface Quirk {
  /** F01 to F88. */
  readonly id: string;
  /** What the server does, in one line. */
  readonly title: string;
  /** Where it was seen. */
  readonly seenAt: string;
  /** The path of the API on which it is natural. */
  readonly path: string;
  /** The server that has it, as `--as` names it; null = no one in particular. */
  readonly as: string | null;
  /** Nothing at all where the API or the server behaves so by itself. */
  readonly changes: Partial<Behaviour>;
}

/** The path of most quirks. */
export const chatPath = "/v1/chat/completions";
