// One request and what is needed to answer it.

import type { ServerResponse } from "node:http";
import type { Engine } from "../engine/generation.ts";
import type { Behaviour } from "../faults/behaviour.ts";
import type { Renderer } from "../openai/dialect.ts";
import type { TruthEntry } from "../truth/truth-entry.ts";

/** A request that was read and will be answered by a generation. */
export interface Exchange {
  readonly engine: Engine;
  readonly response: ServerResponse;
  /** Headers that each answer to this request carries. */
  readonly headers: Readonly<Record<string, string>>;
  readonly behaviour: Behaviour;
  readonly renderer: Renderer;
  readonly entry: TruthEntry;
}
