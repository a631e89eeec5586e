// One row per key of the configuration, from which a command line makes its flags and help text.
// The same rows say which values are allowed.

import { serverNames } from "../apis/servers.ts";
import { faultNames } from "../faults/fault-table.ts";
import { quirkNames } from "../quirks/quirk-table.ts";
import { defaultSimulatorConfig, type SimulatorConfig } from "./simulator-config.ts";

/** How one key of the configuration is shown to a user and what it may hold. */
export interface SimulatorOption {
  /** Flag name, kebab-case, without dashes in front. */
  readonly name: string;
  readonly key: keyof SimulatorConfig;
  readonly kind: "text" | "number" | "integer";
  readonly description: string;
  /** null = the value has no unit. */
  readonly unit: string | null;
  readonly default: string | number | null;
  /** Smallest value allowed; null for text. */
  readonly min: number | null;
  /** Largest value allowed; null = no limit. */
  readonly max: number | null;
  /** null may be given, with the meaning that the description tells. */
  readonly isNullable: boolean;
  /** The value must not be shown in logs or help. */
  readonly isSecret: boolean;
  /** The only values allowed; null = any. */
  readonly choices: readonly string[] | null;
}

type Extras = Partial<
  Pick<SimulatorOption, "unit" | "max" | "isNullable" | "isSecret" | "choices">
>;

const toOption = (
  key: keyof SimulatorConfig,
  kind: SimulatorOption["kind"],
  description: string,
  extras: Extras & { readonly min?: number } = {},
): SimulatorOption => ({
  name: key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  key,
  kind,
  description,
  unit: null,
  default: defaultSimulatorConfig[key],
  min: kind === "text" ? null : 0,
  max: null,
  isNullable: false,
  isSecret: false,
  choices: null,
  ...extras,
});

const longestMs = 3_600_000;
const largestCount = 1_000_000;

/** Every option, in the order in which a help text should show them. */
export const simulatorOptions: readonly SimulatorOption[] = [
  toOption("host", "text", "Address to listen on"),
  toOption("port", "integer", "Port to listen on; 0 = any free one", { max: 65_535 }),
  toOption("as", "text", "Server to pretend to be", { choices: serverNames }),
  toOption("modelName", "text", "Model that GET /v1/models lists; any other name works too"),
  toOption("seed", "integer", "Decides every random choice", { max: 0xffff_ffff }),
  toOption("prefillTokensPerS", "number", "Speed of reading the prompt; 0 = takes no time", {
    unit: "tokens/s",
  }),
  toOption("baseTtftMs", "number", "Time to first token without the prompt's share", {
    unit: "ms",
    max: longestMs,
  }),
  toOption("itlMs", "number", "Time per output token without the load's share", {
    unit: "ms",
    max: longestMs,
  }),
  toOption("itlPerRunningMs", "number", "Added per output token for each request in the batch", {
    unit: "ms",
    max: longestMs,
  }),
  toOption("jitter", "number", "Times vary evenly by this share, up and down", {
    unit: "share",
    max: 1,
  }),
  toOption("maxBatch", "integer", "Requests that run at once; the others queue", {
    unit: "requests",
    min: 1,
    max: largestCount,
  }),
  toOption("maxQueue", "integer", "Requests that may queue, then 503; none = no limit", {
    unit: "requests",
    isNullable: true,
    max: largestCount,
  }),
  toOption("defaultMaxTokens", "integer", "Output tokens when the request names no limit", {
    unit: "tokens",
    min: 1,
    max: largestCount,
  }),
  toOption("contextTokens", "integer", "Prompt and output together at most, else 400", {
    unit: "tokens",
    min: 1,
    max: largestCount,
  }),
  toOption("eosProbability", "number", "Chance that a token is the last; 0 = up to the limit", {
    unit: "share",
    max: 1,
  }),
  toOption("outputTokensMean", "number", "Output lengths from half to 1.5 times this; none = off", {
    unit: "tokens",
    isNullable: true,
    min: 1,
    max: largestCount,
  }),
  toOption("tokensPerChunk", "integer", "Tokens in one streamed chunk", {
    unit: "tokens",
    min: 1,
    max: largestCount,
  }),
  toOption("reasoningTokens", "integer", "Tokens of reasoning before each answer", {
    unit: "tokens",
    max: largestCount,
  }),
  toOption("apiKey", "text", "Key that every API wants in its own header; none = open", {
    isNullable: true,
    isSecret: true,
  }),
  toOption("keepAliveTimeoutMs", "integer", "Close idle connections after this time; 0 = never", {
    unit: "ms",
    max: longestMs,
  }),
  toOption("fault", "text", "Fault of requests whose model name asks for none", {
    isNullable: true,
    choices: faultNames,
  }),
  toOption("quirk", "text", "Quirk of requests whose model name asks for none", {
    isNullable: true,
    choices: quirkNames,
  }),
  toOption("faultShare", "number", "Share of the requests that the fault or quirk hits", {
    unit: "share",
    max: 1,
  }),
  toOption("truthLimit", "integer", "Newest requests that GET /__truth remembers", {
    unit: "requests",
    min: 1,
    max: largestCount,
  }),
];
