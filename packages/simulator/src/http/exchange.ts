// One request and what is needed to answer it.

import type { ServerResponse } from "node:http";
import type { Renderer, StreamShape } from "../apis/dialect.ts";
import type { GenerationRequest, JsonObject } from "../apis/generation-request.ts";
import type { Engine } from "../engine/generation.ts";
import type { Behaviour } from "../faults/behaviour.ts";
import type { TruthEntry } from "../truth/truth-entry.ts";

/** A request that was read and will be answered by a generation. */
export interface Exchange {
  readonly engine: Engine;
  readonly response: ServerResponse;
  /** Headers that each answer to this request carries. */
  readonly headers: Readonly<Record<string, string>>;
  readonly request: GenerationRequest;
  /** The body of the request, from which `request` was read. */
  readonly body: JsonObject;
  readonly behaviour: Behaviour;
  readonly renderer: Renderer;
  /** How messages travel when the answer is a stream. */
  readonly stream: StreamShape;
  readonly entry: TruthEntry;
}
