// The whole command against the simulator in the guise of a server: found out by itself, probed where that is
// needed, measured, and said in the result.
import { startSimulator } from "@gadfly/simulator/start-simulator";
import { describe, expect, it } from "vitest";
import { resultOf } from "../support/read-result.ts";
import { startWorkbench, type Workbench } from "../support/workbench.ts";

const probing = { GADFLY_PROBE: "1" };

const runOn = (bench: Workbench, url: string, more = "") =>
  bench.run({
    name: "gadfly",
    args: `run -H ${url} -u 2 -r 50 -n 6 -o 8 --no-save --json ${more}`.trim().split(/ +/),
    env: probing,
  });

const codesOf = (rows: readonly { readonly code: string }[]): string[] =>
  rows.map(({ code }) => code);

/** What the simulator calls itself, the path that is given, and what it is then taken for. */
const guises = [
  ["vllm", "", "vllm", "openai-chat"],
  ["sglang", "", "sglang", "openai-chat"],
  ["ollama", "", "ollama", "ollama-chat"],
  ["tgi", "", "tgi", "tgi-generate"],
  ["llama-cpp", "/v1", "llama-cpp", "openai-chat"],
  ["anthropic", "/v1/messages", "anthropic", "anthropic-messages"],
  ["litellm", "", "litellm", "openai-chat"],
  ["openai", "", "openai", "openai-chat"],
] as const;

describe.concurrent("gadfly run", () => {
  it.each(guises)("finds out that it talks to %s%s", async (as, path, provider, endpoint) => {
    await using bench = await startWorkbench({ as });
    const end = await runOn(bench, bench.simulator.url + path);
    const { ledger, plan, preflight, metrics, tokenSource } = resultOf(end, 0);
    expect(ledger).toMatchObject({ started: 6, succeeded: 6 });
    expect(plan.request).toMatchObject({ provider, endpoint });
    expect(codesOf(preflight.findings)).toContain("provider_detected");
    expect(tokenSource).toMatchObject({ usage: 6, estimated: 0 });
    expect(metrics["output_tokens"]).toMatchObject({ count: 6, min: 8, max: 8 });
    expect(metrics["ttft"]).toMatchObject({ count: 6 });
    expect((await bench.truth()).received).toBe(6 + preflight.posts);
  });

  it("sends a strict server nothing that it refuses, and says what it found out", async () => {
    await using bench = await startWorkbench({ quirk: "F55" });
    const end = await runOn(bench, bench.simulator.url, "--provider openai --top-k 5");
    const { ledger, preflight } = resultOf(end, 0);
    expect(ledger).toMatchObject({ started: 6, succeeded: 6 });
    const refused = preflight.findings.filter(({ code }) => code === "field_refused");
    expect(refused.map(({ text }) => text.split(" ")[0])).toEqual(
      expect.arrayContaining(["stream_options", "--top-k"]),
    );
  });

  it("waits for a server that loads its model, and counts nothing of the wait", async () => {
    await using bench = await startWorkbench({ as: "llama-cpp", quirk: "F52" });
    const end = await runOn(bench, bench.simulator.url, "--provider llama-cpp --wait-ready 20s");
    expect(resultOf(end, 0).ledger).toMatchObject({ started: 6, succeeded: 6 });
  });

  it("drives an API that is described in a file", async () => {
    await using bench = await startWorkbench({ as: "ollama" });
    const file = await bench.write(
      "api.yaml",
      `name: my-api
path: /api/chat
body:
  model: "{model}"
  stream: "{stream}"
  messages: [{ role: user, content: "{prompt}" }]
  options: { num_predict: "{maxTokens}" }
stream: ndjson
response:
  text: message.content
  done: done
  finishReason: done_reason
  inputTokens: prompt_eval_count
  outputTokens: eval_count
`,
    );
    const options = `--provider custom --api-file ${file} -m sim-model`;
    const end = await runOn(bench, bench.simulator.url, options);
    const { ledger, metrics } = resultOf(end, 0);
    expect(ledger).toMatchObject({ started: 6, succeeded: 6 });
    expect(metrics["output_tokens"]).toMatchObject({ count: 6, min: 8, max: 8 });
  });

  it("sends embeddings in batches, and tells their rate", async () => {
    await using bench = await startWorkbench();
    const options = "--endpoint openai-embeddings --items 5";
    const { ledger, metrics } = resultOf(await runOn(bench, bench.simulator.url, options), 0);
    expect(ledger).toMatchObject({ started: 6, succeeded: 6 });
    expect(metrics["item_rate"]).toMatchObject({ unit: "items/s" });
    expect(metrics).not.toHaveProperty("ttft");
  });

  it("asks for the provider's own API when two servers of different kinds are given", async () => {
    await using bench = await startWorkbench({ as: "vllm" });
    const other = await startSimulator({ port: 0, as: "ollama" });
    const end = await runOn(bench, bench.simulator.url, `-H ${other.url}`);
    await other.close();
    const { plan, preflight, ledger } = resultOf(end, 0);
    expect(plan.request).toMatchObject({ provider: "vllm", endpoint: "openai-chat" });
    // Ollama speaks OpenAI's API as well; that it is another server is said.
    expect(codesOf(preflight.findings)).toContain("provider_contradicted");
    expect(ledger.succeeded).toBe(6);
  });
});
