// Every provider, every API that it offers, against the simulator in its guise: the answer is complete, its
// tokens are counted as the server counts them, and only what the row says is estimated.
import { endpointRow } from "@gadfly/shared/providers/endpoint-table";
import type { EndpointName } from "@gadfly/shared/providers/endpoint-table";
import { providerNames, providerRow } from "@gadfly/shared/providers/provider-table";
import type { ProviderName } from "@gadfly/shared/providers/provider-table";
import { startSimulator } from "@gadfly/simulator/start-simulator";
import { expect, test } from "vitest";
import { lasting, readsOf } from "../quirks/quirk-case.ts";
import { type DrivenRequest, driveRequests } from "../support/drive-requests.ts";

const law = {
  port: 0,
  baseTtftMs: 5,
  itlMs: 6,
  itlPerRunningMs: 0,
  prefillTokensPerS: 0,
  jitter: 0,
};
const tokens = 8;

/** What the simulator calls itself for each provider; the others have the provider's own name. */
const guises: Partial<Record<ProviderName, string>> = {
  "triton-generate": "triton",
  "triton-infer": "triton",
};

interface Pair {
  readonly provider: ProviderName;
  readonly endpoint: EndpointName;
}

const pairs: readonly Pair[] = providerNames
  .filter((provider) => provider !== "custom")
  .flatMap((provider) => {
    const { chat, text, more } = providerRow(provider);
    const offered = new Set([chat, ...(text === null ? [] : [text]), ...more]);
    return [...offered].map((endpoint) => ({ provider, endpoint }));
  });

const drive = async (
  { provider, endpoint }: Pair,
  stream: boolean,
): Promise<DrivenRequest | undefined> => {
  const simulator = await startSimulator({
    ...law,
    as: guises[provider] ?? provider,
    defaultMaxTokens: tokens,
  });
  try {
    const [first] = await driveRequests({
      url: simulator.url,
      provider,
      endpoint,
      request: {
        model: providerRow(provider).model ?? "sim-model",
        stream,
        maxTokens: tokens,
        items: 3,
      },
    });
    return first;
  } finally {
    await simulator.close();
  }
};

const isText = ({ endpoint }: Pair): boolean => endpointRow(endpoint).answer === "text";
const canStream = ({ endpoint }: Pair): boolean => endpointRow(endpoint).format !== "none";
const title = (pair: Pair) => [`${pair.provider} over ${pair.endpoint}`, pair] as const;

test.each(pairs.filter(canStream).map(title))("streams %s", async (_name, pair) => {
  const driven = await drive(pair, true);
  expect(driven?.record).toMatchObject({
    outcome: { kind: "succeeded" },
    streamed: true,
    tokenEvents: tokens,
    endpoint: pair.endpoint,
  });
  expect(lasting(driven?.warnings ?? ["none"])).toEqual([]);
  expect(driven?.measures.get("output_tokens")).toBe(tokens);
  const hasGaps = driven !== undefined && readsOf(driven) > 1;
  const metrics = ["ttft", "e2e", ...(hasGaps ? ["tpot", "max_stall"] : [])];
  expect(metrics.filter((metric) => !((driven?.measures.get(metric) ?? 0) > 0))).toEqual([]);
});

const isOnlyStreamed = ({ endpoint }: Pair): boolean =>
  endpoint === "qwen-chat-websocket" || endpoint === "fastchat-worker";

test.each(pairs.filter((pair) => isText(pair) && !isOnlyStreamed(pair)).map(title))(
  "asks %s for an answer in one piece",
  async (_name, pair) => {
    const driven = await drive(pair, false);
    expect(driven?.record).toMatchObject({ outcome: { kind: "succeeded" }, streamed: false });
    expect(driven?.warnings).toEqual([]);
    expect(driven?.measures.get("e2e")).toBeGreaterThan(0);
    expect(driven?.measures.has("ttft")).toBe(false);
  },
);

test.each(pairs.filter((pair) => !isText(pair)).map(title))(
  "asks %s for items",
  async (_name, pair) => {
    const driven = await drive(pair, false);
    expect(driven?.record).toMatchObject({ outcome: { kind: "succeeded" }, items: 3 });
    expect(driven?.warnings).toEqual([]);
    expect(driven?.measures.get("e2e")).toBeGreaterThan(0);
  },
);
