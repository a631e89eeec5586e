// Two hundred workers on one master: simulated ones, with real links, that say exactly what they have
// sent. On Linux, for what the master costs is read from /proc.
import { describe, expect, it } from "vitest";
import { hasProc } from "../../bench/src/process/proc-stat.ts";
import { startSimulatedWorkers } from "../../bench/src/simulated/start-simulated-workers.ts";
import { readResult } from "../support/read-result.ts";
import { WatchedProgram } from "./watched-program.ts";

const workers = 200;
const groups = 8;
const values = 250;
const runS = 30;
/** Everybody has joined and the code is warm. */
const windowFromS = 5;

const masterArgs = [
  "master",
  "--headless",
  "--json",
  "--only-summary",
  "--master-bind-host=127.0.0.1",
  "--master-bind-port=0",
  // Nobody sends a request, so nobody listens there.
  "--host=http://127.0.0.1:9",
  "--model=simulated",
  `--users=${workers}`,
  `--spawn-rate=${workers}`,
  `--expect-workers=${workers}`,
  `--run-time=${runS}s`,
];

describe.skipIf(!hasProc())("a master", () => {
  it(`takes ${workers} workers with ${groups} series groups each at 1 Hz`, async () => {
    await using master = new WatchedProgram("master", masterArgs);
    const port = await master.port();
    const simulated = startSimulatedWorkers({ port, token: "", workers, groups, values });
    const before = await simulated.second(windowFromS);
    master.beginWindow();
    const after = await simulated.second(runS - 2);
    const cost = master.endWindow();
    const sent = await simulated.finished();
    const { code, stdout } = await master.ended;
    const result = readResult(stdout);

    expect(code).toBe(0);
    expect(sent).toMatchObject({ trouble: null, partings: 0, undelivered: 0 });
    // Every snapshot once: acknowledged as often as sent, none missing, none doubled.
    expect(sent.acknowledged).toBe(sent.snapshots);
    expect(result.workers.map(({ lostSnapshots }) => lostSnapshots)).toEqual(
      Array.from({ length: workers }, () => 0),
    );
    expect(result.ledger).toMatchObject({ started: sent.requests, succeeded: sent.requests });
    for (const [metric, statistics] of Object.entries(sent.statistics))
      expect(result.metrics[metric]).toEqual({ unit: "ms", ...Object(statistics) });

    // One a second from each, as fast as they come.
    expect(after.acknowledged - before.acknowledged).toBeGreaterThanOrEqual(
      workers * (runS - 2 - windowFromS - 1),
    );
    expect(cost.cpu).toBeLessThan(0.8);
    expect(cost.rssMb).toBeLessThan(500);
    expect(cost.loopDelayP99Ms).toBeLessThan(1_000);
  });
});
