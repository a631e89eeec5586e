// The server of llama-cpp-python, with the model of this suite: another program around the same engine.
import { describe, expect, inject, it } from "vitest";
import { readResult } from "../../support/read-result.ts";
import { engineSetup } from "../support/engine-setup.ts";
import { GadflyRun, runGadfly } from "../support/gadfly-run.ts";
import { RealEngine } from "../support/real-engine.ts";
import { countsInResult, statisticsOf } from "../support/token-counts.ts";
import { StockServer } from "./stock-server.ts";

const { llamaPython } = inject("stockServers");
const modelPath = inject("modelPath");

const startServer = (...flags: string[]): Promise<StockServer> =>
  StockServer.start({
    command: llamaPython ?? "",
    args: ["-m", "llama_cpp.server", "--model", modelPath, "--model_alias", "tiny"].concat(
      ["--host", "127.0.0.1", "--port", "0", "--n_ctx", "2048", "--n_threads", "1"],
      flags,
    ),
  });

/** It would answer 400 without a word if the ids of requests were no UUIDs. */
const load = (users: number, requests: number, maxTokens: number): string[] =>
  ["-u", String(users), "-r", "100", "-n", String(requests)].concat([
    "-p",
    "40",
    "-o",
    String(maxTokens),
    "--seed",
    "5",
  ]);

describe.runIf(llamaPython !== null)("llama-cpp-python's server", () => {
  it.runIf(engineSetup !== null)("counts prompts as our own server does", async () => {
    await using server = await startServer();
    await using engine = await RealEngine.start({ slots: 1 });
    const args = [...load(1, 10, 8), "--no-chat", "--no-stream", "--prompt-randomize"];
    const theirs = countsInResult(await runGadfly(server.url, args));
    const ours = countsInResult(await runGadfly(engine.url, args));
    expect(theirs.inputTokens).toBe(ours.inputTokens);
  });

  it.each([
    ["chat", []],
    ["completions", ["--no-chat"]],
  ])("tells no usage in streams of %s, so that tokens are estimated", async (_api, flags) => {
    await using server = await startServer();
    const result = await runGadfly(server.url, [...load(1, 10, 16), ...flags]);
    expect(result.ledger).toMatchObject({ started: 10, succeeded: 10 });
    expect(result.tokenSource).toMatchObject({ usage: 0, estimated: 10 });
    expect(result.warnings.map(({ code }) => code)).toContain("estimated_tokens");
    expect(result.metrics["input_tokens"]).toBeUndefined();
    expect(statisticsOf(result, "output_tokens").max).toBe(16);
  });

  it("serves several users one after the other, when it is told not to interrupt", async () => {
    await using server = await startServer("--interrupt_requests", "False");
    const result = await runGadfly(server.url, load(4, 16, 16));
    expect(result.ledger).toMatchObject({ started: 16, succeeded: 16 });
  });

  it("otherwise cuts a stream when the next request comes, which is told as a failure", async () => {
    await using server = await startServer();
    await using run = await GadflyRun.start(server.url, load(4, 16, 16));
    const { stdout } = await run.program.ended;
    const { ledger, errors } = readResult(stdout);
    expect(ledger.failed).toBeGreaterThan(0);
    expect(ledger).toMatchObject({ started: 16, succeeded: 16 - ledger.failed, lost: 0 });
    expect(new Set(errors.map(({ kind }) => kind))).toEqual(new Set(["truncated"]));
  });
});
