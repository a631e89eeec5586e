// The optional fields of a request body. What a server does not know it may refuse, so a field is
// sent only where the provider's row allows it or the probe in preflight found it accepted.

/** Every optional field, by the option that asks for it or the habit that sends it. */
export const bodyFields = [
  /** `stream_options.include_usage`, sent with a stream. */
  "streamOptions",
  /** `max_completion_tokens` in place of `max_tokens`. */
  "maxCompletionTokens",
  /** `--ignore-eos`. */
  "ignoreEos",
  /** `--ignore-eos`, too: at least as many tokens as at most. */
  "minTokens",
  "temperature",
  "topP",
  "topK",
  /** `--choices`: n. */
  "choices",
  "stop",
  "logprobs",
  "reasoningEffort",
] as const;

/** An optional field of a request body. */
export type BodyField = (typeof bodyFields)[number];
