// The LiteLLM proxy between gadfly and the simulator: what comes out at one end is what went in at the other.
import { describe, expect, inject, it } from "vitest";
import { resultOf } from "../../support/read-result.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { startWorkbench, type Workbench } from "../../support/workbench.ts";
import { GadflyRun, runGadfly } from "../support/gadfly-run.ts";
import { countsInResult, statisticsOf } from "../support/token-counts.ts";
import { StockServer } from "./stock-server.ts";

const { litellm } = inject("stockServers");

async function startProxy(bench: Workbench): Promise<StockServer> {
  const upstream = {
    model: "openai/sim-model",
    api_base: `${bench.simulator.url}/v1`,
    api_key: "-",
  };
  const models = [{ model_name: "through-proxy", litellm_params: upstream }];
  // JSON is YAML.
  const config = await bench.write("litellm.yaml", JSON.stringify({ model_list: models }));
  return StockServer.start({
    command: litellm ?? "",
    args: ["--config", config, "--host", "127.0.0.1", "--port", "0", "--telemetry", "False"],
    folder: bench.folder,
    env: {
      LITELLM_LOCAL_MODEL_COST_MAP: "True",
      // It wants a key otherwise; this one listens on loopback for seconds.
      LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY: "true",
    },
  });
}

const apis = [
  { title: "chat, streamed", flags: [] },
  { title: "chat, whole", flags: ["--no-stream"] },
  { title: "completions, streamed", flags: ["--no-chat"] },
  { title: "completions, whole", flags: ["--no-chat", "--no-stream"] },
];

describe.runIf(litellm !== null)("through LiteLLM", () => {
  it.each(apis)("the counts are those of the server behind it: $title", async ({ flags }) => {
    await using bench = await startWorkbench();
    await using proxy = await startProxy(bench);
    const args = ["-u", "4", "-r", "100", "-n", "24", "-p", "40", "-o", "16", ...flags];
    const result = await runGadfly(proxy.url, args);
    const truth = await bench.truth();
    expect(truth).toMatchObject({ received: 24, completed: 24 });
    expect(countsInResult(result)).toEqual({
      requests: 24,
      inputTokens: 24 * 40,
      outputTokens: truth.tokens,
      shortestAnswer: 16,
      longestAnswer: 16,
    });
    expect(result.tokenSource.usage).toBe(24);
  });

  it("a token is seen later than the server behind it has sent it", async () => {
    await using bench = await startWorkbench({ baseTtftMs: 50 });
    await using proxy = await startProxy(bench);
    const result = await runGadfly(proxy.url, ["-u", "1", "-n", "10", "-o", "16"]);
    expect(statisticsOf(result, "ttft").min).toBeGreaterThanOrEqual(50);
  });

  it("a stream that is cancelled is cancelled behind it too", async () => {
    await using bench = await startWorkbench({ itlMs: 20 });
    await using proxy = await startProxy(bench);
    await using run = await GadflyRun.start(proxy.url, ["-u", "4", "-r", "100", "-o", "2000"]);
    const hasAll = async (): Promise<boolean> => (await bench.truth()).running === 4;
    await waitUntil(hasAll, { what: "four streams run" });
    run.program.signalGroup("SIGINT");
    expect(resultOf(await run.program.ended, 1).ledger).toMatchObject({ started: 4, cancelled: 4 });
    const hasNone = async (): Promise<boolean> => (await bench.truth()).running === 0;
    await waitUntil(hasNone, { what: "no stream runs", timeoutMs: 2_000 });
    expect(await bench.truth()).toMatchObject({ received: 4, cancelled: 4 });
  });

  it("a request that fails has been tried three times behind it, and fails once", async () => {
    await using bench = await startWorkbench({ fault: "status-500" });
    await using proxy = await startProxy(bench);
    await using run = await GadflyRun.start(proxy.url, ["-u", "1", "-n", "2", "-o", "16"]);
    const { ledger, errors } = resultOf(await run.program.ended, 1);
    expect(ledger).toMatchObject({ started: 2, failed: 2 });
    expect(errors.map(({ kind }) => kind)).toEqual(["http_status"]);
    expect((await bench.truth()).received).toBe(2 * 3);
  });
});
