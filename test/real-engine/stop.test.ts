// A run that ends at once lets go of the engine at once: whoever is next finds all slots free.
import { describe, expect, it } from "vitest";
import { resultOf } from "../support/read-result.ts";
import { waitUntil } from "../support/wait-until.ts";
import { engineSetup } from "./support/engine-setup.ts";
import { GadflyRun, runGadfly } from "./support/gadfly-run.ts";
import { RealEngine } from "./support/real-engine.ts";

const slots = 2;
const users = 6;
/** The engine would work on each for seconds. */
const maxTokens = 6_000;
const longAnswers = ["-p", "20", "-o", String(maxTokens)].concat([
  "--extra-body",
  JSON.stringify({ ignore_eos: true }),
]);

describe.runIf(engineSetup !== null)("Ctrl-C with --stop-timeout 0", () => {
  it.each([
    ["streamed", []],
    ["whole", ["--no-stream"]],
  ])("frees the slots and empties the queue of the engine, answers %s", async (_how, flags) => {
    await using engine = await RealEngine.start({ slots, contextSize: 8_000 });
    const args = ["-u", String(users), "-r", "100", "--stop-timeout", "0s", ...longAnswers];
    await using run = await GadflyRun.start(engine.url, [...args, ...flags]);
    const isFull = async (): Promise<boolean> => {
      const { running, waiting } = await engine.log();
      return running === slots && waiting === users - slots;
    };
    await waitUntil(isFull, { what: "the engine is full" });
    run.program.signalGroup("SIGINT");
    await engine.isIdle(5_000);

    const end = await run.program.ended;
    const { ledger, run: head } = resultOf(end, 1);
    expect(head.endReason).toBe("stoppedByUser");
    expect(ledger).toMatchObject({ started: users, cancelled: users, succeeded: 0, failed: 0 });
    const entries = await engine.entriesOf(head.id);
    expect(entries.map(({ finishReason }) => finishReason)).toEqual(
      Array.from({ length: users }, () => "cancelled"),
    );
    for (const { generatedTokens } of entries) expect(generatedTokens).toBeLessThan(maxTokens);

    const next = await runGadfly(engine.url, ["-u", "2", "-n", "4", "-p", "20", "-o", "8"]);
    expect(next.ledger.succeeded).toBe(4);
  });
});
