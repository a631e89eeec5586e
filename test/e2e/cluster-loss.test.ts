// Machines die, freeze and come back: what is lost is said, nothing is sent twice, the run goes on or ends well.
import { readFile, readdir, truncate, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { doubtsOf, readResult, resultOf } from "../support/read-result.ts";
import { childrenOf } from "../support/process-table.ts";
import { startCluster, type Cluster } from "../support/cluster.ts";
import { startWorkbench, type Workbench } from "../support/workbench.ts";
import { holdsFor, waitUntil } from "../support/wait-until.ts";

/** Shorter than the default, so that tests need not wait; still twice the heartbeat. */
const leaseMs = 2000;
const lease = ["--lease", `${leaseMs}ms`];
const load = ["-u", "4", "-r", "50", "-o", "8", "--stop-timeout", "5s"];

const receives = async (bench: Workbench, more: number): Promise<void> => {
  const { received } = await bench.truth();
  await waitUntil(async () => (await bench.truth()).received >= received + more, {
    what: `${more} more requests arrive`,
  });
};

/** For more than two whole seconds of four users at full pace, and longer on a busy machine. */
const goesOn = (bench: Workbench): Promise<void> => receives(bench, 150);

const grows = async (file: string): Promise<void> => {
  const { size } = await stat(file);
  await waitUntil(async () => (await stat(file)).size > size, { what: `${file} grows` });
};

/** The numbers of the first second have reached the master: what is lost from then on can be named. */
const isMeasured = ({ master }: Cluster): Promise<unknown> =>
  master.hasWritten(/Aggregated +│ +[1-9]/);

describe.concurrent("a worker that is killed in mid-run", () => {
  it("is said to be lost, its users go on elsewhere, and the result is SUSPECT", async () => {
    await using bench = await startWorkbench();
    const args = [...load, ...lease, "--no-save"];
    const cluster = await startCluster(bench, { args, workers: [[], []] });
    await isMeasured(cluster);
    cluster.worker(1).signal("SIGKILL");
    await cluster.master.hasWritten(/w2 is lost/);
    await goesOn(bench);
    cluster.master.signal("SIGINT");
    const result = resultOf(await cluster.master.ended, 0);
    const truth = await bench.truth();
    expect(result.verdict.status).not.toBe("VALID");
    expect(doubtsOf(result)).toContain("worker_lost");
    expect(result.run.endReason).toBe("stoppedByUser");
    const rows = new Map(result.workers.map((row) => [row.name, row]));
    expect(rows.get("w2")).toMatchObject({ state: "lost" });
    expect(rows.get("w2")?.blindFromS).toBeGreaterThan(0);
    expect(rows.get("w1")).toMatchObject({ state: "finished", users: 4 });
    expect(result.events.map(({ kind }) => kind)).toContain("workerLost");
    // The last rows may hold the drain already.
    expect(result.timeline.slice(-4)).toContainEqual(
      expect.objectContaining({ users: 4, workers: 1 }),
    );
    expect(truth.peakRunning).toBeLessThanOrEqual(4);
    expect(result.ledger.started).toBeLessThanOrEqual(truth.received);
  });

  it("has its unsent requests of -n sent by the others, never more than n", async () => {
    await using bench = await startWorkbench({ itlMs: 20 });
    const args = [...load, ...lease, "-n", "100", "--no-save"];
    const cluster = await startCluster(bench, { args, workers: [[], []] });
    await isMeasured(cluster);
    cluster.worker(1).signal("SIGKILL");
    const result = resultOf(await cluster.master.ended, 0);
    const { received } = await bench.truth();
    expect(received).toBeLessThanOrEqual(100);
    expect(result.ledger.started).toBeLessThanOrEqual(100);
    expect(result.run.endReason).toBe("completed");
    expect(doubtsOf(result)).toContain("worker_lost");
  });
});

describe.concurrent("when all workers are killed", () => {
  it("the master ends with exit 5 and a result of what it had", async () => {
    await using bench = await startWorkbench();
    const args = [...load, ...lease, "-t", "60s", "--no-save"];
    const cluster = await startCluster(bench, { args, workers: [[], []] });
    await isMeasured(cluster);
    cluster.worker(0).signal("SIGKILL");
    cluster.worker(1).signal("SIGKILL");
    const end = await cluster.master.ended;
    expect(end.stderr).toMatch(/All workers are lost: w\d, w\d/);
    const result = resultOf(end, 5);
    expect(result.run.endReason).toBe("workersLost");
    expect(result.ledger.succeeded).toBeGreaterThan(0);
    expect(result.workers.map(({ state }) => state)).toEqual(["lost", "lost"]);
  });

  it("gadfly run ends at once with exit 5, without waiting for a lease", async () => {
    await using bench = await startWorkbench();
    const args = ["run", "-H", bench.simulator.url, ...load, "-t", "60s", "--no-save", "--json"];
    const program = bench.start(args);
    await receives(bench, 10);
    for (const pid of childrenOf(program.pid)) process.kill(pid, "SIGKILL");
    const killedAtMs = performance.now();
    expect(resultOf(await program.ended, 5).run.endReason).toBe("workersLost");
    expect(performance.now() - killedAtMs).toBeLessThan(4000);
  });
});

describe.concurrent("a worker that is frozen for longer than its lease", () => {
  it("sends no load twice when it wakes, and its share is counted once", async () => {
    await using bench = await startWorkbench();
    const args = [...load, ...lease, "--no-save"];
    const cluster = await startCluster(bench, { args, workers: [[], []] });
    await isMeasured(cluster);
    cluster.worker(1).signal("SIGSTOP");
    await cluster.master.hasWritten(/w2 is lost/);
    await receives(bench, 20);
    cluster.worker(1).signal("SIGCONT");
    await cluster.master.hasWritten(/w2 is back/);
    await goesOn(bench);
    cluster.master.signal("SIGINT");
    const result = resultOf(await cluster.master.ended, 0);
    const truth = await bench.truth();
    expect(truth.peakRunning).toBeLessThanOrEqual(4);
    expect(result.ledger.started).toBeLessThanOrEqual(truth.received);
    expect(result.ledger.started).toBeGreaterThanOrEqual(truth.received - 4);
    expect(doubtsOf(result)).toContain("worker_lost");
    expect(result.events.map(({ kind }) => kind)).toContain("workerReturned");
    // The last rows may hold the drain already.
    expect(result.timeline.slice(-4)).toContainEqual(
      expect.objectContaining({ users: 4, workers: 2 }),
    );
    expect((await cluster.worker(1).ended).code).toBe(0);
  });
});

describe.concurrent("the shortest lease", () => {
  it("is held without a pause while all is well", async () => {
    await using bench = await startWorkbench();
    const args = [...load, "--lease", "1s", "-t", "4s", "--no-save"];
    const cluster = await startCluster(bench, { args, workers: [[]] });
    const result = resultOf(await cluster.master.ended, 0);
    await cluster.worker(0).ended;
    expect(cluster.worker(0).stderr).not.toContain("No word from the master");
    expect(result.events).toEqual([]);
    expect(doubtsOf(result)).toEqual([]);
  });
});

describe.concurrent("a master that is killed", () => {
  it("has its workers' load stopped within the second lease, also requests that run", async () => {
    await using bench = await startWorkbench({ itlMs: 60_000 });
    const args = [...load, ...lease, "-t", "60s", "--no-save"];
    const { master, worker } = await startCluster(bench, {
      args,
      workers: [["--master-wait", "1s"], []],
    });
    await waitUntil(async () => (await bench.truth()).running === 4, { what: "4 requests run" });
    master.signal("SIGKILL");
    await waitUntil(async () => (await bench.truth()).running === 0, {
      timeoutMs: 2 * leaseMs + 1000,
      what: "the load ends",
    });
    expect((await bench.truth()).received).toBe(4);
    const impatient = await worker(0).ended;
    expect(impatient.code).toBe(5);
    expect(impatient.stderr).toMatch(/No master answers at/);
    worker(1).signal("SIGTERM");
    await worker(1).ended;
  });

  it("has no new request started once the first lease is over", async () => {
    await using bench = await startWorkbench();
    const args = [...load, ...lease, "-t", "60s", "--no-save"];
    const cluster = await startCluster(bench, { args, workers: [[]] });
    await receives(bench, 10);
    cluster.master.signal("SIGKILL");
    await cluster.worker(0).hasWritten(/no new request/i);
    const { received } = await bench.truth();
    await holdsFor(700, async () => (await bench.truth()).received <= received + 4, "no new load");
    expect((await bench.truth()).running).toBe(0);
  });

  it("leaves a journal from which the summary can be printed, even when it is torn", async () => {
    await using bench = await startWorkbench();
    const args = [...load, ...lease, "-t", "60s"];
    const cluster = await startCluster(bench, { args, workers: [[], []] });
    await isMeasured(cluster);
    const [run = ""] = await readdir(bench.path("gadfly-results"));
    const folder = bench.path("gadfly-results", run);
    // One record may be torn below, so there must be several.
    for (let more = 0; more < 3; more++) await grows(join(folder, "journal.gadfly"));
    cluster.master.signal("SIGKILL");
    await cluster.master.ended;
    expect((await readdir(folder)).toSorted()).toEqual(["journal.gadfly", "plan.json"]);
    const whole = readResult((await bench.run(["report", folder, "--json"])).stdout);
    expect(whole.ledger.succeeded).toBeGreaterThan(10);
    const journal = bench.path("gadfly-results", run, "journal.gadfly");
    await truncate(journal, (await stat(journal)).size - 5);
    const files = ["--markdown", "dead.md", "--junit", "dead.xml", "--csv", "dead"];
    const { code, stdout, stderr } = await bench.run(["report", folder, ...files]);
    const textOf = (name: string) => readFile(bench.path(name), "utf8");
    expect(await textOf("dead.md")).toContain("the master did not end in order");
    expect(await textOf("dead.xml")).toContain('<failure message="stopped by an internal failure"');
    expect((await textOf("dead_stats_history.csv")).split("\r\n").length).toBeGreaterThan(3);
    expect(await textOf("dead_stats.csv")).toMatch(/^,Aggregated,[1-9]/m);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Verdict/m);
    expect(stdout).toMatch(/^TTFT /m);
    expect(stderr).toMatch(/did not end in order/);
    expect(stderr).toMatch(/bytes of the journal are no whole record/);
    expect(await readFile(journal)).toHaveLength((await stat(journal)).size);
  });
});
