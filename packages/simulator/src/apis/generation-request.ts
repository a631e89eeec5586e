// What the simulator needs to know of a request, whatever API it came by.

/** A request for a generation. */
export interface GenerationRequest {
  readonly model: string;
  readonly wantsStream: boolean;
  readonly promptTokens: number;
  /** null = the request names no limit; 0 = an answer without tokens, e.g. an embedding. */
  readonly maxTokens: number | null;
  /** The answer does not end by itself before. */
  readonly minTokens: number;
  readonly seed: number | null;
  /** Answers to the one prompt, generated side by side. */
  readonly choices: number;
  /** Usage in a last chunk of its own; `null` on the chunks before. */
  readonly wantsUsage: boolean;
  /** Usage so far on every chunk (an extension of vLLM). */
  readonly wantsRunningUsage: boolean;
  readonly wantsLogprobs: boolean;
  /** The ids of the tokens beside their text (an extension of vLLM). */
  readonly wantsTokenIds: boolean;
  /** Always generate up to the limit (an extension of vLLM). */
  readonly ignoresEos: boolean;
  /** The function that the answer calls; null = the answer is text. */
  readonly toolName: string | null;
}

/** A field that cannot be served, and why. */
export interface RequestProblem {
  readonly message: string;
  readonly param: string | null;
}

/** A request or what is wrong with it. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: RequestProblem };

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a parsed JSON value is an object. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A reading that failed. */
export const toProblem = (
  param: string | null,
  message: string,
): { ok: false; problem: RequestProblem } => ({ ok: false, problem: { message, param } });

/** What a request does not say. */
type Unsaid = Omit<GenerationRequest, "model" | "promptTokens">;

const unsaid: Unsaid = {
  wantsStream: false,
  maxTokens: null,
  minTokens: 0,
  seed: null,
  choices: 1,
  wantsUsage: false,
  wantsRunningUsage: false,
  wantsLogprobs: false,
  wantsTokenIds: false,
  ignoresEos: false,
  toolName: null,
};

/** A request of which only the given fields are known. */
export const toRequest = (
  said: Pick<GenerationRequest, "model" | "promptTokens"> & Partial<Unsaid>,
): GenerationRequest => ({ ...unsaid, ...said });
