// The time to the first token is what the engine's log says, plus the way there and back: alone, when many
// prompts are read at the same time, and in a queue.
import { describe, expect, it } from "vitest";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { LogEntry } from "./engine/log-entry.ts";
import { engineSetup } from "./support/engine-setup.ts";
import { runGadfly } from "./support/gadfly-run.ts";
import { comparedRanks, printedRank, rankOf } from "./support/ranks.ts";
import { RealEngine } from "./support/real-engine.ts";

interface Load {
  readonly users: number;
  readonly slots: number;
  readonly requests: number;
}

const alone: Load = { users: 1, slots: 1, requests: 15 };
const together: Load = { users: 16, slots: 16, requests: 64 };
const inQueue: Load = { users: 8, slots: 2, requests: 60 };

/** Of histograms: three digits. */
const digitsShare = 0.002;
/** The way there and back, on a machine that has other things to do. */
const longestWayMs = 30;
const longestWayShare = 0.15;

interface Outcome {
  readonly result: ResultDocument;
  readonly entries: readonly LogEntry[];
}

async function play({ users, slots, requests }: Load, flags: string[] = []): Promise<Outcome> {
  await using engine = await RealEngine.start({ slots });
  const load = ["-u", String(users), "-r", "1000", "-n", String(requests), "--prompt-randomize"];
  const result = await runGadfly(engine.url, [...load, "-p", "100", "-o", "32", ...flags]);
  expect(result.ledger.succeeded).toBe(requests);
  return { result, entries: await engine.entriesOf(result.run.id) };
}

const timesOf = (
  entries: readonly LogEntry[],
  name: "queuedMs" | "firstTokenMs" | "endMs",
): number[] => entries.map((entry) => entry[name] ?? Number.NaN);

/** gadfly cannot see a thing before the engine has done it, nor should it see it much later. */
function expectToFollow({ result, entries }: Outcome): void {
  const pairs = [
    ["ttft", "firstTokenMs"],
    ["ttlb", "endMs"],
  ] as const;
  for (const [metric, name] of pairs) {
    const times = timesOf(entries, name);
    for (const rank of comparedRanks) {
      const least = rankOf(times, rank) * (1 - digitsShare);
      expect(printedRank(result, metric, rank), `${metric} ${rank}`).toBeGreaterThanOrEqual(least);
    }
    const most = rankOf(times, "p50") * (1 + longestWayShare) + longestWayMs;
    expect(printedRank(result, metric, "p50"), `${metric} p50`).toBeLessThan(most);
  }
}

describe.runIf(engineSetup !== null)("the time to the first token", () => {
  it("is the engine's own when many prompts are read at the same time, and longer by as much", async () => {
    const one = await play(alone);
    const many = await play(together);
    expectToFollow(one);
    expectToFollow(many);
    const medianInLog = ({ entries }: Outcome): number =>
      rankOf(timesOf(entries, "firstTokenMs"), "p50");
    const medianInResult = ({ result }: Outcome): number => printedRank(result, "ttft", "p50");
    // Nobody waits for a slot; it is the reading that takes longer.
    expect(rankOf(timesOf(many.entries, "queuedMs"), "p50")).toBeLessThan(medianInLog(many) / 4);
    expect(medianInLog(many) / medianInLog(one)).toBeGreaterThan(3);
    expect(medianInResult(many) / medianInResult(one)).toBeGreaterThan(2);
  });

  it("holds the time in the engine's queue", async () => {
    const outcome = await play(inQueue);
    expectToFollow(outcome);
    const queued = rankOf(timesOf(outcome.entries, "queuedMs"), "p50");
    expect(queued).toBeGreaterThan(rankOf(timesOf(outcome.entries, "firstTokenMs"), "p50") / 2);
    expect(printedRank(outcome.result, "ttft", "p50")).toBeGreaterThan(queued);
  });

  it("is not told of answers that come whole, whose end is the engine's own", async () => {
    const { result, entries } = await play({ ...together, requests: 32 }, ["--no-stream"]);
    expect(result.metrics["ttft"]).toBeUndefined();
    const ends = timesOf(entries, "endMs");
    for (const rank of comparedRanks)
      expect(printedRank(result, "e2e", rank)).toBeGreaterThanOrEqual(
        rankOf(ends, rank) * (1 - digitsShare),
      );
  });
});
