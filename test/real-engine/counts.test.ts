// What gadfly counts is what the engine did: requests and tokens, over both endpoints, streamed and not.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FinishReason, LogEntry } from "./engine/log-entry.ts";
import { engineSetup } from "./support/engine-setup.ts";
import { runGadfly } from "./support/gadfly-run.ts";
import { RealEngine } from "./support/real-engine.ts";
import { countsInLog, countsInResult, statisticsOf } from "./support/token-counts.ts";

const maxTokens = 64;
const size = ["-p", "40", "-o", String(maxTokens)];

const apis = [
  { title: "chat, streamed", flags: [], path: "/v1/chat/completions", isStreamed: true },
  { title: "chat, whole", flags: ["--no-stream"], path: "/v1/chat/completions", isStreamed: false },
  {
    title: "completions, streamed",
    flags: ["--no-chat"],
    path: "/v1/completions",
    isStreamed: true,
  },
  {
    title: "completions, whole",
    flags: ["--no-chat", "--no-stream"],
    path: "/v1/completions",
    isStreamed: false,
  },
];

const loads = [
  { users: 1, requests: 12 },
  { users: 4, requests: 40 },
  { users: 16, requests: 80 },
];

const cases = apis.flatMap((api) => loads.map((load) => ({ ...api, ...load })));

describe.runIf(engineSetup !== null)("the counts of a run", () => {
  let engine: RealEngine;
  beforeAll(async () => {
    engine = await RealEngine.start({ slots: 16 });
  });
  afterAll(() => engine[Symbol.asyncDispose]());

  it.each(cases)(
    "are the engine's own: $title, users: $users",
    async ({ flags, path, isStreamed, users, requests }) => {
      const load = ["-u", String(users), "-r", "100", "-n", String(requests), ...size];
      const result = await runGadfly(engine.url, [...load, "--prompt-randomize", ...flags]);
      const entries = await engine.entriesOf(result.run.id);

      expect(result.errors).toEqual([]);
      expect(result.ledger).toMatchObject({ started: requests, succeeded: requests });
      expect(countsInResult(result)).toEqual(countsInLog(entries));
      expect(new Set(entries.map((entry) => entry.path))).toEqual(new Set([path]));
      expect(new Set(entries.map((entry) => entry.isStreamed))).toEqual(new Set([isStreamed]));
      expect(result.tokenSource.usage).toBe(requests);
    },
  );

  it("are of every token that came as an event of a stream", async () => {
    const result = await runGadfly(engine.url, ["-u", "8", "-r", "100", "-n", "60", ...size]);
    const { requests, outputTokens } = countsInLog(await engine.entriesOf(result.run.id));
    // Each token but the first of an answer comes after a gap; of those that came together one has it.
    const gaps = statisticsOf(result, "chunk_gap").count + result.coalesced.events;
    expect(gaps).toBe(outputTokens - requests);
  });

  it("are of answers that the engine ended and of answers that --max-tokens ended", async () => {
    const requests = 80;
    const load = ["-u", "8", "-r", "100", "-n", String(requests)];
    const result = await runGadfly(engine.url, [...load, ...size]);
    const entries = await engine.entriesOf(result.run.id);
    const endedBy = (reason: FinishReason): readonly LogEntry[] =>
      entries.filter(({ finishReason }) => finishReason === reason);
    const stopped = endedBy("stop");
    const cut = endedBy("length");
    expect(stopped.length + cut.length).toBe(requests);
    expect(stopped.length).toBeGreaterThan(requests / 10);
    expect(cut.length).toBeGreaterThan(requests / 10);
    for (const { generatedTokens } of cut) expect(generatedTokens).toBe(maxTokens);
    expect(countsInResult(result)).toEqual(countsInLog(entries));
  });
});
