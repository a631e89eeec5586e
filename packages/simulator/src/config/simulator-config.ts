// What a simulator can be told. The keys are plain and flat, so that a command line maps onto them
// one to one; `simulator-options.ts` describes each of them.

/** Everything that decides how a simulator behaves. Times are milliseconds. */
export interface SimulatorConfig {
  /** Address to listen on. */
  readonly host: string;
  /** Port to listen on; 0 lets the system choose one. */
  readonly port: number;
  /** The server that it pretends to be: a name of `apis/servers.ts`. */
  readonly as: string;
  /** The model that `GET /v1/models` lists; requests may name any model and get its name back. */
  readonly modelName: string;
  /** Decides every random choice, together with the seed or id of the request. */
  readonly seed: number;
  /** Speed of reading the prompt; 0 = no time at all. */
  readonly prefillTokensPerS: number;
  /** Part of the time to first token that does not depend on the prompt. */
  readonly baseTtftMs: number;
  /** Part of the time per output token that does not depend on the load. */
  readonly itlMs: number;
  /** Added to the time per output token for every request in the batch, itself included. */
  readonly itlPerRunningMs: number;
  /** Each time of the law is multiplied by a factor drawn evenly from 1 - jitter to 1 + jitter. */
  readonly jitter: number;
  /** Requests that run at once; the others wait, first come, first served. */
  readonly maxBatch: number;
  /** Requests that may wait; one more is answered 503. null = no limit. */
  readonly maxQueue: number | null;
  /** Output tokens of a request that names no limit. */
  readonly defaultMaxTokens: number;
  /** Prompt and output together; a request that asks for more is answered 400. */
  readonly contextTokens: number;
  /** Chance that a token is the last one; 0 = always up to the limit. */
  readonly eosProbability: number;
  /** Output lengths are spread evenly from half to one and a half times this. null = not used. */
  readonly outputTokensMean: number | null;
  /** Tokens that one streamed chunk carries. */
  readonly tokensPerChunk: number;
  /** Tokens at the start of each answer that are reasoning. */
  readonly reasoningTokens: number;
  /** When set, each API wants it in the header that is its habit. */
  readonly apiKey: string | null;
  /** An idle connection is closed after this time; 0 = never. */
  readonly keepAliveTimeoutMs: number;
  /** The fault of requests that ask for none by their model name. */
  readonly fault: string | null;
  /** The quirk of requests that ask for none by their model name, e.g. F03. */
  readonly quirk: string | null;
  /** Share of the requests that `fault` or `quirk` hits. */
  readonly faultShare: number;
  /** Requests that the truth log remembers, the newest ones. */
  readonly truthLimit: number;
}

/** A small model on one device: 20 ms to the first token, about 100 tokens/s per request. */
export const defaultSimulatorConfig: SimulatorConfig = {
  host: "127.0.0.1",
  port: 8000,
  as: "openai",
  modelName: "sim-model",
  seed: 1,
  prefillTokensPerS: 20_000,
  baseTtftMs: 20,
  itlMs: 10,
  itlPerRunningMs: 0.02,
  jitter: 0.05,
  maxBatch: 256,
  maxQueue: null,
  defaultMaxTokens: 128,
  contextTokens: 131_072,
  eosProbability: 0,
  outputTokensMean: null,
  tokensPerChunk: 1,
  reasoningTokens: 0,
  apiKey: null,
  keepAliveTimeoutMs: 0,
  fault: null,
  quirk: null,
  faultShare: 1,
  truthLimit: 10_000,
};
