// What a finish reason means, whatever word the server has for it.

/** Why an answer ended. */
export type FinishClass = "stop" | "length" | "tool" | "filter" | "error" | "unknown";

const reasons: Readonly<Record<Exclude<FinishClass, "unknown">, readonly string[]>> = {
  stop: [
    "stop",
    "eos",
    "eos_token",
    "end_turn",
    "complete",
    "completed",
    "stop_sequence",
    "word",
    "pause_turn",
  ],
  length: [
    "length",
    "limit",
    "max_tokens",
    "max_output_tokens",
    "max_new_tokens",
    "model_context_window_exceeded",
  ],
  tool: ["tool_calls", "function_call", "tool_use", "tool_call", "unexpected_tool_call"],
  filter: [
    "content_filter",
    "safety",
    "recitation",
    "blocklist",
    "prohibited_content",
    "spii",
    "refusal",
    "image_safety",
  ],
  error: ["error", "abort", "parse_error", "other", "malformed_function_call", "timeout"],
};

const classes: ReadonlyMap<string, FinishClass> = new Map(
  [...(["stop", "length", "tool", "filter", "error"] as const)].flatMap((kind) =>
    reasons[kind].map((reason) => [reason, kind] as const),
  ),
);

/** The class of a raw finish reason; upper and lower case are the same. */
export const classifyFinish = (reason: string): FinishClass =>
  classes.get(reason.toLowerCase()) ?? "unknown";
