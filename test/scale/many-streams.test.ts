// Ten thousand streams at once: as many users on two worker processes, each with one slow stream, and a
// source that counts for itself.
import { afterEach, describe, expect, it } from "vitest";
import { hasProc } from "../../bench/src/process/proc-stat.ts";
import { waitUntil } from "../../bench/src/process/wait-until.ts";
import { pacedModel } from "../../bench/src/source/model-name.ts";
import type { Source } from "../../bench/src/source/source.ts";
import { startSource } from "../../bench/src/source/start-source.ts";
import { readResult } from "../support/read-result.ts";
import { say, WatchedProgram } from "./watched-program.ts";
import { openFileLimit } from "./open-file-limit.ts";

const users = 10_000;
/** Ten seconds to open them all: a burst of connections would overrun the queue of a listening socket. */
const spawnRate = 1_000;
/**
 * A token a second each is 10,000 a second in all, which two shared cores bear with ease. The first stream
 * must last until the last one is open, also when the machine stands still for seconds in between.
 */
const tokens = 30;
const model = pacedModel({ itlUs: 1_000_000, ttftUs: 500_000 });
/** The source holds one descriptor for each stream, and some for itself. */
const neededFiles = users + 100;

let source: Source | null = null;
afterEach(async () => {
  await source?.stop();
  source = null;
});

const masterArgs = (origin: string): string[] => [
  "master",
  "--headless",
  "--json",
  "--only-summary",
  "--master-bind-host=127.0.0.1",
  "--master-bind-port=0",
  "--expect-workers=2",
  `--host=${origin}`,
  `--model=${model}`,
  // The source counts what it serves, and that is then the load alone.
  "--provider=openai",
  "--no-probe",
  `--users=${users}`,
  `--spawn-rate=${spawnRate}`,
  // One request for each user. A limit of requests would not do: it is handed out in chunks, and the
  // worker that asks first near the end gets some that the users of the other one then lack.
  "--wait=constant(300)",
  "--prompt-tokens=16",
  `--max-tokens=${tokens}`,
  "--run-time=60s",
];

/** `early`: fail when a program ends before. */
const waitUntilOpen = async (serving: Source, early: readonly Promise<never>[]): Promise<void> => {
  let most = 0;
  const open = waitUntil(
    async () => {
      most = Math.max(most, (await serving.counts()).streamsOpen);
      return most === users;
    },
    { what: `${users} streams are open`, timeoutMs: 60_000, periodMs: 50 },
  );
  try {
    await Promise.race([...early, open]);
  } catch (cause) {
    const { requests } = await serving.counts();
    const seen = `of ${requests} requests no more than ${most} were open at once`;
    throw new Error(`${seen}: ${String(cause)}`, { cause });
  }
};

describe.skipIf(!hasProc())("two worker processes", () => {
  it("hold 10,000 streams at once", async (context) => {
    const limit = openFileLimit();
    if (limit !== null && limit < neededFiles)
      context.skip(`${neededFiles} file descriptors are needed and ${limit} are allowed`);
    const serving = await startSource({ model });
    source = serving;
    await using master = new WatchedProgram("master", masterArgs(serving.origin));
    const port = await master.port();
    const startWorker = (name: string) =>
      new WatchedProgram(name, ["worker", "--processes=1", `--master-port=${port}`]);
    await using first = startWorker("worker 1");
    await using second = startWorker("worker 2");

    const early = [master, first, second].map((program) => program.diesEarly());
    await waitUntilOpen(serving, early);
    say(`${users} streams are open`);
    first.beginWindow();
    second.beginWindow();
    await waitUntil(async () => (await serving.counts()).events > (users * tokens) / 2, {
      what: "half of the tokens are sent",
    });
    const costs = [first.endWindow(), second.endWindow()];

    const { code, stdout, stderr } = await master.ended;
    if (stdout === "") throw new Error(`no result, exit code ${String(code)}:\n${stderr}`);
    const result = readResult(stdout);
    const { requests, events } = await serving.counts();
    expect(result.ledger).toMatchObject({
      started: users,
      succeeded: users,
      failed: 0,
      cancelled: 0,
      lost: 0,
    });
    expect(result.errors).toEqual([]);
    expect({ requests, events }).toEqual({ requests: users, events: users * tokens });
    expect(result.metrics["output_tokens"]).toMatchObject({
      count: users,
      min: tokens,
      max: tokens,
      mean: tokens,
    });
    expect(result.metrics["ttft"]).toMatchObject({ count: users });
    expect(result.metrics["e2e"]).toMatchObject({ count: users });
    expect(result.workers.map((worker) => worker.requests)).toEqual([users / 2, users / 2]);
    expect(result.preflight.findings.map((finding) => finding.code)).toContain(
      "many_users_per_worker",
    );
    for (const { rssMb } of costs) expect(rssMb).toBeLessThan(600);
  });
});
