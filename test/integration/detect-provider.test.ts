// What preflight takes each disguise of the simulator for when nobody names the server.
import { silentLogger } from "@gadfly/shared/logging/logger";
import { barePlan, bareRequest } from "@gadfly/shared/plan/bare-plan";
import { serverNames } from "@gadfly/simulator/apis/servers";
import { startSimulator } from "@gadfly/simulator/start-simulator";
import { createH1Transport } from "@gadfly/worker/http/h1/h1-transport";
import { runPreflight } from "@gadfly/worker/preflight/preflight";
import { expect, it } from "vitest";

/** Disguises that show nothing of their own; behind their real host names these are known. */
const unknownHere: ReadonlySet<string> = new Set([
  "openai",
  "triton",
  "grps",
  "anthropic",
  "gemini",
  "cohere",
  "dashscope",
  "together",
  "groq",
]);

const detect = async (as: string, path = "") => {
  const simulator = await startSimulator({ as, port: 0, modelName: "m" });
  const { url } = simulator;
  try {
    return await runPreflight({
      plan: {
        ...barePlan,
        targets: [url + path],
        request: { ...bareRequest, provider: "auto", endpoint: null, probe: true, model: "m" },
      },
      secrets: { apiKey: null, headers: {} },
      shareUsers: 1,
      createTransport: createH1Transport,
      logger: silentLogger,
      signal: new AbortController().signal,
    });
  } finally {
    await simulator.close();
  }
};

it.each(serverNames)("knows %s, or takes it for a server that speaks OpenAI's API", async (as) => {
  const provider = unknownHere.has(as) ? "openai" : as;
  expect(await detect(as)).toMatchObject({ ok: true, value: { provider } });
});

it.each([
  ["anthropic", "/v1/messages", "anthropic", "anthropic-messages"],
  ["gemini", "/v1beta/models/m:streamGenerateContent?alt=sse", "gemini", "gemini-generate"],
  ["cohere", "/v2/chat", "cohere", "cohere-chat"],
  ["tgi", "/v1/chat/completions", "tgi", "openai-chat"],
  ["sglang", "/generate", "sglang", "sglang-generate"],
  ["mindie", "/infer", "mindie", "mindie-infer"],
])("takes %s at %s for %s with its API %s", async (as, path, provider, endpoint) => {
  expect(await detect(as, path)).toMatchObject({ ok: true, value: { provider, endpoint } });
});
