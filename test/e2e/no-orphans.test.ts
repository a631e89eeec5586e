// Workers that a process has started never outlive it, not even when it is killed.
import { describe, expect, it } from "vitest";
import { startCluster } from "../support/cluster.ts";
import { childrenOf, livingOf } from "../support/process-table.ts";
import { waitUntil } from "../support/wait-until.ts";
import { startWorkbench } from "../support/workbench.ts";

const goneWithinMs = 2000;
/** A process that has only just been started reads its program before it can notice anything. */
const startWithinMs = 8000;

const areGone = (pids: readonly number[], timeoutMs = goneWithinMs): Promise<void> =>
  waitUntil(() => livingOf(pids).length === 0, {
    timeoutMs,
    what: `the processes ${pids.join(", ")} end`,
  });

describe.concurrent("kill -9", () => {
  it("of gadfly run takes its workers along and ends the load", async () => {
    await using bench = await startWorkbench({ itlMs: 200 });
    const target = ["-H", bench.simulator.url, "--no-save"];
    const program = bench.start(["run", ...target, "-u", "4", "-r", "50", "--processes", "2"]);
    await waitUntil(async () => (await bench.truth()).running === 4, { what: "4 users run" });
    const workers = childrenOf(program.pid);
    expect(workers).toHaveLength(2);
    program.signal("SIGKILL");
    await areGone(workers);
    await waitUntil(async () => (await bench.truth()).running === 0, { what: "the server idles" });
  });

  it("of gadfly worker --processes 2 takes its processes along", async () => {
    await using bench = await startWorkbench({ itlMs: 200 });
    const { worker } = await startCluster(bench, {
      args: ["-u", "4", "-r", "50"],
      workers: [["--processes", "2"]],
      expectWorkers: 2,
    });
    await waitUntil(async () => (await bench.truth()).running === 4, { what: "4 users run" });
    const processes = childrenOf(worker(0).pid);
    expect(processes).toHaveLength(2);
    worker(0).signal("SIGKILL");
    await areGone(processes);
  });

  it("of gadfly run before the load begins leaves nothing behind", async () => {
    await using bench = await startWorkbench();
    const args = ["run", "-H", bench.simulator.url, "--no-save", "--processes", "2"];
    const program = bench.start(args);
    await waitUntil(() => childrenOf(program.pid).length === 2, {
      what: "the workers are started",
    });
    const workers = childrenOf(program.pid);
    program.signal("SIGKILL");
    await areGone(workers, startWithinMs);
    expect((await bench.truth()).received).toBe(0);
  });
});

describe.concurrent("a run that ends in order", () => {
  it("has ended all its workers before it exits itself", async () => {
    await using bench = await startWorkbench();
    const args = ["run", "-H", bench.simulator.url, "--no-save", "-t", "1s", "--processes", "2"];
    const program = bench.start(args);
    await waitUntil(() => childrenOf(program.pid).length === 2, {
      what: "the workers are started",
    });
    const workers = childrenOf(program.pid);
    await program.ended;
    expect(livingOf(workers)).toEqual([]);
  });
});
