// What one request asks for. Names and defaults follow llm_bench.
import { endpointNames } from "../../providers/endpoint-table.ts";
import { providerNames } from "../../providers/provider-table.ts";
import { cancelAfterKind } from "../kinds/cancel-after-kind.ts";
import { headers, jsonObject } from "../kinds/map-kinds.ts";
import { decimal, wholeNumber } from "../kinds/number-kinds.ts";
import { toggle } from "../kinds/switch-kind.ts";
import { choice, text, textList } from "../kinds/text-kinds.ts";
import { option, optionalOption } from "../option.ts";

const tokens = wholeNumber({ min: 1, max: 10_000_000 });

/** Options of the request. */
export const requestOptions = {
  provider: option(choice(["auto", ...providerNames]), {
    description:
      "The server under test: decides the API, what may be sent and how answers are read; auto finds out and says why.",
    group: "Request",
    default: "auto",
  }),
  endpoint: optionalOption(choice(endpointNames), {
    description: "The API to use, where the provider offers several.",
    group: "Request",
    defaultText: "the provider's own, by --chat",
  }),
  apiFile: optionalOption(text("FILE"), {
    description: "Describes an API of your own (YAML), for --provider custom.",
    group: "Request",
  }),
  probe: option(toggle(), {
    description:
      "Send a request for one token before the load where only that tells which fields the server takes.",
    group: "Request",
    default: true,
  }),
  model: optionalOption(text("MODEL"), {
    description: "Name of the model.",
    group: "Request",
    alias: "m",
    defaultText: "the only model that the server lists",
  }),
  chat: option(toggle(), {
    description: "Use the provider's chat API; --no-chat uses the one for bare prompts.",
    group: "Request",
    default: true,
  }),
  stream: option(toggle(), {
    description: "Ask for the answer as a stream; --no-stream asks for it in one piece.",
    group: "Request",
    default: true,
  }),
  promptTokens: option(tokens, {
    description: "Length of the generated prompts.",
    group: "Request",
    unit: "tokens",
    alias: "p",
    default: 512,
  }),
  maxTokens: option(tokens, {
    description: "Longest answer to ask for.",
    group: "Request",
    unit: "tokens",
    alias: "o",
    default: 64,
  }),
  prompt: optionalOption(text("TEXT"), {
    description: "The prompt itself, instead of a generated one; @FILE reads it from a file.",
    group: "Request",
  }),
  promptRandomize: option(toggle(), {
    description: "Make every prompt different, so that no prefix cache can help.",
    group: "Request",
    default: false,
  }),
  apiKey: optionalOption(text("KEY"), {
    description:
      "Sent as a bearer token. A variable keeps it out of the process list; OPENAI_API_KEY is used when nothing else gives one.",
    group: "Request",
    alias: "k",
    lastResortVariable: "OPENAI_API_KEY",
    secret: true,
  }),
  temperature: optionalOption(decimal({ min: 0, max: 100 }), {
    description: "Sampling temperature.",
    group: "Request",
    unit: "ratio",
    defaultText: "the server's",
  }),
  topP: optionalOption(decimal({ above: 0, max: 1 }), {
    description: "Nucleus sampling: the share of probability to choose from.",
    group: "Request",
    unit: "ratio",
    defaultText: "the server's",
  }),
  topK: optionalOption(wholeNumber({ min: 1, max: 1_000_000 }), {
    description: "Sample from this many of the likeliest tokens.",
    group: "Request",
    unit: "tokens",
    defaultText: "the server's",
  }),
  ignoreEos: option(toggle(), {
    description:
      "Make every answer --max-tokens long, where the server can be told to go on after its end.",
    group: "Request",
    default: false,
  }),
  choices: option(wholeNumber({ min: 1, max: 128 }), {
    description: "Answers to ask for in one request (n).",
    group: "Request",
    unit: "answers",
    default: 1,
  }),
  reasoningEffort: optionalOption(text("EFFORT"), {
    description: "How much a reasoning model is to think, such as low or high.",
    group: "Request",
    defaultText: "the server's",
  }),
  items: option(wholeNumber({ min: 1, max: 10_000 }), {
    description:
      "Inputs of one embeddings request, or documents of one ranking; each is about --prompt-tokens long.",
    group: "Request",
    unit: "items",
    default: 1,
  }),
  cancelRate: option(decimal({ min: 0, max: 1 }), {
    description: "Break off this share of the requests on purpose, as impatient people do.",
    group: "Request",
    unit: "ratio",
    default: 0,
  }),
  cancelAfter: option(cancelAfterKind(), {
    description:
      "When those are broken off: after some tokens ('20 tokens'), or after some time (500ms, 2s).",
    group: "Request",
    default: "1 token",
  }),
  stop: option(textList("TEXT"), {
    description: "Ask the server to stop generating at this text; may be given several times.",
    group: "Request",
    default: [],
  }),
  logprobs: optionalOption(wholeNumber({ min: 0, max: 100 }), {
    description: "Ask for log probabilities of this many tokens at each position.",
    group: "Request",
    unit: "tokens",
    defaultText: "not asked for",
  }),
  header: option(headers(), {
    description: "A further HTTP header; may be given several times.",
    group: "Request",
    secret: true,
    default: {},
  }),
  extraBody: option(jsonObject(), {
    description: "Further fields for the body of every request; they win over ours.",
    group: "Request",
    default: {},
  }),
  showResponse: option(wholeNumber({ min: 0, max: 1_000_000 }), {
    description: "Print the first answers in full; alone it means 5.",
    group: "Request",
    unit: "answers",
    bareText: "5",
    default: 0,
  }),
};
