// What most servers have in common because they speak OpenAI's API: the start of most provider rows.

/** How tokens are chosen and where to stop: nearly every server takes these. */
export const sampling = ["temperature", "topP", "stop"] as const;
/** What servers that speak OpenAI's API take. */
export const openAiFields = [...sampling, "choices", "logprobs"] as const;
/** What some of them take and others refuse. */
export const openAiProbes = [
  "streamOptions",
  "ignoreEos",
  "minTokens",
  "topK",
  "reasoningEffort",
] as const;
/** What the engines take that people run themselves. */
export const engineFields = [
  ...openAiFields,
  "streamOptions",
  "ignoreEos",
  "minTokens",
  "topK",
] as const;

/** A server that speaks OpenAI's API. */
export const openAiLike = {
  chat: "openai-chat",
  text: "openai-completions",
  more: ["openai-embeddings"],
  auth: "authorization",
  modelsPath: "/v1/models",
  healthPath: "/v1/models",
  takes: openAiFields,
  probes: openAiProbes,
  port: 8000,
} as const;
