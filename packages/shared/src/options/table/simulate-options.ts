// The inference server in the box. The keys are those of the simulator's own configuration, so that
// the resolved values can be handed to it as they are; a test in the cli package compares the two.
import { decimal, wholeNumber } from "../kinds/number-kinds.ts";
import { text } from "../kinds/text-kinds.ts";
import { option, optionalOption, type OptionWords } from "../option.ts";

const positive = wholeNumber({ min: 1, max: 1_000_000 });
const milliseconds = decimal({ min: 0, max: 3_600_000 });
const share = decimal({ min: 0, max: 1 });

const words = (description: string, unit?: string): OptionWords => ({
  description,
  group: "Simulator",
  ...(unit === undefined ? {} : { unit }),
});

const serverOptions = {
  host: option(text("ADDRESS"), { ...words("Address to listen on."), default: "127.0.0.1" }),
  port: option(wholeNumber({ min: 0, max: 65_535, placeholder: "PORT" }), {
    ...words("Port to listen on; 0 takes a free one.", "port"),
    default: 8000,
  }),
  as: option(text("SERVER"), {
    ...words("Server to pretend to be, e.g. vllm, tgi, mindie; any API is served in any case."),
    default: "openai",
  }),
  modelName: option(text("MODEL"), {
    ...words("Model that GET /v1/models lists; requests may name any other."),
    alias: "m",
    default: "sim-model",
  }),
  apiKey: optionalOption(text("KEY"), {
    ...words("Key that each API asks for, in the header that is its habit."),
    alias: "k",
    defaultText: "open to all",
    secret: true,
  }),
  keepAliveTimeoutMs: option(wholeNumber({ min: 0, max: 3_600_000 }), {
    ...words("Close idle connections after this time; 0 never does.", "ms"),
    default: 0,
  }),
  truthLimit: option(positive, {
    ...words("Requests that GET /__truth remembers, the newest ones.", "requests"),
    default: 10_000,
  }),
};

const latencyOptions = {
  prefillTokensPerS: option(decimal({ min: 0, max: 1_000_000_000 }), {
    ...words("Speed of reading the prompt; 0 takes no time.", "tokens/s"),
    default: 20_000,
  }),
  baseTtftMs: option(milliseconds, {
    ...words("Time to first token without the prompt's share.", "ms"),
    default: 20,
  }),
  itlMs: option(milliseconds, {
    ...words("Time per output token without the load's share.", "ms"),
    default: 10,
  }),
  itlPerRunningMs: option(milliseconds, {
    ...words("Added to the time per output token for each request in the batch.", "ms"),
    default: 0.02,
  }),
  jitter: option(share, {
    ...words("Every time varies by up to this share, up and down.", "ratio"),
    default: 0.05,
  }),
  maxBatch: option(positive, {
    ...words("Requests that run at the same time; the others queue.", "requests"),
    default: 256,
  }),
  maxQueue: optionalOption(wholeNumber({ min: 0, max: 1_000_000 }), {
    ...words("Requests that may queue; one more is answered 503.", "requests"),
    defaultText: "no limit",
  }),
};

const outputOptions = {
  seed: option(wholeNumber({ min: 0, max: 4_294_967_295 }), {
    ...words("Decides every random choice.", "none"),
    default: 1,
  }),
  defaultMaxTokens: option(positive, {
    ...words("Length of an answer whose request names no limit.", "tokens"),
    default: 128,
  }),
  contextTokens: option(positive, {
    ...words("Prompt and answer together at most; more is answered 400.", "tokens"),
    default: 131_072,
  }),
  eosProbability: option(share, {
    ...words("Chance that a token is the last; 0 always goes up to the limit.", "ratio"),
    default: 0,
  }),
  outputTokensMean: optionalOption(decimal({ min: 1, max: 1_000_000 }), {
    ...words("Spread the lengths of answers from half to one and a half times this.", "tokens"),
    defaultText: "always up to the limit",
  }),
  tokensPerChunk: option(positive, {
    ...words("Tokens in one streamed chunk.", "tokens"),
    default: 1,
  }),
  reasoningTokens: option(wholeNumber({ min: 0, max: 1_000_000 }), {
    ...words("Tokens of reasoning before each answer; the model name reasoning has 8.", "tokens"),
    default: 0,
  }),
};

const faultOptions = {
  fault: optionalOption(text("FAULT"), {
    ...words("What goes wrong with requests whose model name asks for no fault of its own."),
    defaultText: "nothing",
  }),
  quirk: optionalOption(text("QUIRK"), {
    ...words("Oddity of real servers, F01 to F88, in answers whose model name asks for none."),
    defaultText: "none",
  }),
  faultShare: option(share, {
    ...words("Share of the requests that the fault or quirk hits.", "ratio"),
    default: 1,
  }),
};

/** Options of `gadfly simulate`. */
export const simulateOptions = {
  ...serverOptions,
  ...latencyOptions,
  ...outputOptions,
  ...faultOptions,
};
