// Rules over the options of target and request that no single option can check.
import { describeError } from "../../errors/error-text.ts";
import type { EndpointName } from "../../providers/endpoint-table.ts";
import { type ProviderName, providerRow } from "../../providers/provider-table.ts";
import { isGiven, type Rule, type RuleValues } from "./rule.ts";

const commands = ["run", "master"] as const;

const endpointsOf = (provider: ProviderName): EndpointName[] => {
  const { chat, text, more } = providerRow(provider);
  return [...new Set([chat, ...(text === null ? [] : [text]), ...more])];
};

const isCustom = ({ provider, endpoint }: RuleValues): boolean =>
  provider === "custom" || endpoint === "custom";

/** The rules, in the order in which their problems are shown. */
export const requestRules: readonly Rule[] = [
  {
    name: "the provider offers the endpoint",
    commands,
    reads: ["provider", "endpoint"],
    shownAt: "endpoint",
    check({ values: { provider = "auto", endpoint = null } }) {
      if (provider === "auto" || endpoint === null) return null;
      const offered = endpointsOf(provider);
      if (offered.includes(endpoint) || endpoint === "custom") return null;
      return describeError("GF_OPTION_CONFLICT", {
        first: `--provider ${provider}`,
        second: `--endpoint ${endpoint}`,
        reason: `this provider offers ${offered.join(", ")}`,
      });
    },
  },
  {
    name: "the provider takes bare prompts",
    commands,
    reads: ["provider", "endpoint", "chat"],
    shownAt: "chat",
    check({ values: { provider = "auto", endpoint, chat } }) {
      if (chat !== false || endpoint !== null || provider === "auto") return null;
      if (providerRow(provider).text !== null) return null;
      return describeError("GF_OPTION_CONFLICT", {
        first: `--provider ${provider}`,
        second: "--no-chat",
        reason: "this provider has no API for bare prompts",
      });
    },
  },
  {
    name: "an API of one's own comes with its file",
    commands,
    reads: ["provider", "endpoint", "apiFile"],
    shownAt: "provider",
    check({ values }) {
      const hasFile = typeof values.apiFile === "string";
      if (hasFile === isCustom(values)) return null;
      return hasFile
        ? describeError("GF_OPTION_NEEDS", {
            option: "--api-file",
            needed: "--provider custom",
            reason: "every other provider has an API that gadfly knows",
          })
        : describeError("GF_OPTION_NEEDS", {
            option: values.provider === "custom" ? "--provider custom" : "--endpoint custom",
            needed: "--api-file",
            reason: "it describes the API",
          });
    },
  },
  {
    name: "requests are broken off by tokens only in a stream",
    commands,
    reads: ["stream", "cancelRate", "cancelAfter"],
    shownAt: "cancelAfter",
    check({ values: { stream, cancelRate = 0, cancelAfter } }) {
      if (stream !== false || cancelRate === 0 || cancelAfter?.unit !== "tokens") return null;
      return describeError("GF_OPTION_CONFLICT", {
        first: "--no-stream",
        second: `--cancel-after ${cancelAfter.tokens} tokens`,
        reason: "nobody sees the tokens of an answer in one piece come; give a time such as 500ms",
      });
    },
  },
  {
    name: "requests that are broken off have a rate",
    commands,
    reads: ["cancelRate", "cancelAfter"],
    shownAt: "cancelRate",
    check(given) {
      if (!isGiven(given, "cancelAfter") || isGiven(given, "cancelRate")) return null;
      return describeError("GF_OPTION_NEEDS", {
        option: "--cancel-after",
        needed: "--cancel-rate",
        reason: "no request is broken off without it",
      });
    },
  },
  {
    name: "certificates are trusted or not looked at",
    commands,
    reads: ["caCert", "insecure"],
    shownAt: "insecure",
    check({ values: { caCert, insecure } }) {
      if (insecure !== true || typeof caCert !== "string") return null;
      return describeError("GF_OPTION_CONFLICT", {
        first: "--insecure",
        second: "--ca-cert",
        reason: "one accepts every certificate, the other says which",
      });
    },
  },
];
