// Every API that gadfly speaks, one row each. The worker has an adapter for each row, and docs and
// options are made from them. A server usually offers several of these: see the provider table.

/** How the messages of a stream are kept apart on the wire. */
export type StreamFormat =
  /** Server-sent events. */
  | "sse"
  /** One JSON document a line. */
  | "ndjson"
  /** JSON documents with a NUL byte after each. */
  | "nul"
  /** One JSON array that grows. */
  | "json-array"
  /** One JSON document a WebSocket frame. */
  | "websocket"
  /** The API has no streams. */
  | "none";

/** What a request is answered with. */
export type AnswerKind = "text" | "embeddings" | "ranking";

/** What is known about an API without calling it. */
export interface EndpointRow {
  /** Name in plans, series and results. */
  readonly name: string;
  readonly title: string;
  /** Path of a streamed request below the base URL; `{model}` stands for the model's name. */
  readonly path: string;
  readonly format: StreamFormat;
  readonly answer: AnswerKind;
  /** Where its token counts come from. */
  readonly usage: string;
}

const text = { answer: "text", format: "sse" } as const;

/** Every API, in the order of the docs. */
export const endpointTable = [
  {
    ...text,
    name: "openai-chat",
    title: "OpenAI chat completions",
    path: "/v1/chat/completions",
    usage: "`usage`, in a chunk of its own or on the finish chunk",
  },
  {
    ...text,
    name: "openai-completions",
    title: "OpenAI completions",
    path: "/v1/completions",
    usage: "`usage`, in a chunk of its own or on the finish chunk",
  },
  {
    ...text,
    name: "openai-responses",
    title: "OpenAI responses",
    path: "/v1/responses",
    usage: "`usage` of the terminal event",
  },
  {
    name: "openai-embeddings",
    title: "OpenAI embeddings",
    path: "/v1/embeddings",
    format: "none",
    answer: "embeddings",
    usage: "`usage.prompt_tokens`",
  },
  {
    name: "rerank",
    title: "Rerank (Jina and Cohere style)",
    path: "/v1/rerank",
    format: "none",
    answer: "ranking",
    usage: "`usage` where there is one",
  },
  {
    ...text,
    name: "sglang-generate",
    title: "SGLang generate",
    path: "/generate",
    usage: "`meta_info`",
  },
  {
    ...text,
    name: "lmdeploy-generate",
    title: "LMDeploy generate",
    path: "/generate",
    usage: "`meta_info`",
  },
  {
    ...text,
    name: "tgi-generate",
    title: "TGI generate",
    path: "/generate_stream",
    usage: "`details.generated_tokens`, one token an event; response headers when not streamed",
  },
  {
    ...text,
    name: "triton-generate",
    title: "Triton generate",
    path: "/v2/models/{model}/generate_stream",
    usage: "none",
  },
  {
    name: "kserve-infer",
    title: "KServe v2 infer",
    path: "/v2/models/{model}/infer",
    format: "none",
    answer: "text",
    usage: "none",
  },
  {
    ...text,
    name: "llama-cpp-completion",
    title: "llama.cpp completion",
    path: "/completion",
    usage: "`tokens_predicted`, `tokens_evaluated`, `timings`",
  },
  {
    name: "ollama-chat",
    title: "Ollama chat",
    path: "/api/chat",
    format: "ndjson",
    answer: "text",
    usage: "`eval_count`, `prompt_eval_count`",
  },
  {
    name: "ollama-generate",
    title: "Ollama generate",
    path: "/api/generate",
    format: "ndjson",
    answer: "text",
    usage: "`eval_count`, `prompt_eval_count`",
  },
  {
    ...text,
    name: "mindie-infer",
    title: "MindIE infer",
    path: "/infer",
    usage: "`details.generated_tokens`, otherwise token ids",
  },
  {
    ...text,
    name: "mindie-triton",
    title: "MindIE generate, as Triton has it",
    path: "/v2/models/{model}/generate_stream",
    usage: "`details.generated_tokens`",
  },
  {
    name: "vllm-generate",
    title: "vLLM demo server generate",
    path: "/generate",
    format: "nul",
    answer: "text",
    usage: "none",
  },
  {
    name: "fastchat-worker",
    title: "FastChat worker",
    path: "/worker_generate_stream",
    format: "nul",
    answer: "text",
    usage: "`usage`, cumulative in each frame",
  },
  {
    ...text,
    name: "anthropic-messages",
    title: "Anthropic messages",
    path: "/v1/messages",
    usage: "`usage` of message_start and message_delta",
  },
  {
    ...text,
    name: "gemini-generate",
    title: "Gemini generateContent",
    path: "/v1beta/models/{model}:streamGenerateContent?alt=sse",
    usage: "`usageMetadata`, cumulative on each frame",
  },
  {
    ...text,
    name: "cohere-chat",
    title: "Cohere chat v2",
    path: "/v2/chat",
    usage: "`usage.tokens` of message-end",
  },
  {
    ...text,
    name: "dashscope-generation",
    title: "DashScope text generation",
    path: "/api/v1/services/aigc/text-generation/generation",
    usage: "`usage`, cumulative on each frame",
  },
  {
    name: "qwen-chat-websocket",
    title: "Qwen chat server over WebSocket",
    path: "/chat/completions/ws",
    format: "websocket",
    answer: "text",
    usage: "none",
  },
  {
    ...text,
    name: "custom",
    title: "An API described in a file (--api-file)",
    path: "as the file says",
    usage: "as the file says",
  },
] as const satisfies readonly EndpointRow[];

/** The name of an API. */
export type EndpointName = (typeof endpointTable)[number]["name"];

const [first, ...others] = endpointTable;

/** The names of all APIs. */
export const endpointNames: readonly [EndpointName, ...EndpointName[]] = [
  first.name,
  ...others.map(({ name }) => name),
];

/** The row of an API. */
export function endpointRow(name: EndpointName): EndpointRow {
  const row = endpointTable.find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`there is no endpoint ${name}`);
  return row;
}
