// What makes one server differ from another beside its APIs: names, headers, limits of its own.

import type { Behaviour } from "../faults/behaviour.ts";
import type { ChunkStyle } from "./openai/styles/chunk-style.ts";

/** A server that the simulator can pretend to be. */
export interface Server {
  /** `owned_by` of its models; null = the name of the model. */
  readonly ownedBy: string | null;
  /** How it speaks the OpenAI API. */
  readonly chunks: ChunkStyle;
  /** The model that it lists when the configuration names none. */
  readonly modelName: string | null;
  /** Requests need not name a model, or may name none: "". */
  readonly isModelOptional: boolean;
  /** Headers of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Headers of generated answers beside them. */
  readonly answerHeaders: Readonly<Record<string, string>>;
  /** Output tokens that it never goes beyond, without a word; null = no such limit. */
  readonly largestOutput: number | null;
  /** It does not know `max_tokens`. */
  readonly ignoresLimits: boolean;
  /** What POST /generate with a `prompt` is: NUL-delimited, or events with the new text. */
  readonly promptApi: "nul" | "lmdeploy";
  /** Which fields the generate call of Triton has. */
  readonly tritonFields: "triton" | "mindie";
  /** Spaces of indentation in its list of models. */
  readonly indentation: number;
  /** How its answers travel, beside the shape of its streams. */
  readonly changes: Partial<Behaviour>;
  /** The same for answers without a stream. */
  readonly documentChanges: Partial<Behaviour>;
}
