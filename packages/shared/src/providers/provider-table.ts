// Every server and service that gadfly knows, one row each: which APIs it offers, what it may be
// sent, and how it is told from others. Facts as of 2026, from the servers' sources and documents.
import { hostedServices } from "./hosted-services.ts";
import { openAiFields, openAiLike, openAiProbes } from "./openai-like.ts";
import { ownServers } from "./own-servers.ts";
import type { ProviderRow } from "./provider-row.ts";

export type { AuthHeader, ProviderRow } from "./provider-row.ts";

/** Every provider, in the order of the docs. `openai` stands for whatever speaks its API. */
export const providerTable = [
  {
    ...openAiLike,
    name: "openai",
    title: "OpenAI or a server like it",
    more: ["openai-responses", "openai-embeddings", "rerank"],
    // Reasoning models refuse max_tokens, older clones max_completion_tokens.
    probes: [...openAiProbes, "maxCompletionTokens"],
    // Triton owns the models of its OpenAI frontend, which offers nothing else of Triton's.
    fingerprint: {
      hosts: ["api.openai.com"],
      ownedBy: ["openai", "openai-internal", "system", "Triton Inference Server"],
    },
    port: 443,
  },
  ...ownServers,
  ...hostedServices,
  {
    ...openAiLike,
    name: "litellm",
    title: "LiteLLM proxy",
    more: ["openai-responses", "openai-embeddings", "rerank", "anthropic-messages"],
    healthPath: "/health/readiness",
    takes: [...openAiFields, "streamOptions"],
    probes: ["ignoreEos", "minTokens", "topK", "reasoningEffort"],
    fingerprint: { header: "x-litellm-" },
    port: 4000,
  },
  {
    ...openAiLike,
    name: "custom",
    title: "An API described in a file (--api-file)",
    chat: "custom",
    text: "custom",
    more: [],
    healthPath: "/",
    modelsPath: "",
    model: "",
    takes: ["temperature", "topP", "topK"],
    probes: [],
    fingerprint: {},
  },
] as const satisfies readonly ProviderRow[];

/** The name of a provider. */
export type ProviderName = (typeof providerTable)[number]["name"];

const names = providerTable.map(({ name }) => name);

/** The names of all providers. */
export const providerNames: readonly ProviderName[] = names;

/** The row of a provider. */
export function providerRow(name: ProviderName): ProviderRow {
  const row = providerTable.find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`there is no provider ${name}`);
  return row;
}
