// Master and workers find, trust and leave each other: tokens, waiting, joining late, goodbye.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { describe, expect, it } from "vitest";
import { resultOf } from "../support/read-result.ts";
import { portOf, startCluster, testToken, writeTokenFile } from "../support/cluster.ts";
import { startWorkbench, type Workbench } from "../support/workbench.ts";
import { waitUntil } from "../support/wait-until.ts";

const short = [
  "-u",
  "4",
  "-r",
  "50",
  "-t",
  "1500ms",
  "-o",
  "8",
  "--stop-timeout",
  "5s",
  "--no-save",
];

const receives = (bench: Workbench, count: number): Promise<void> =>
  waitUntil(async () => (await bench.truth()).received >= count, { what: "requests arrive" });

const receivesMore = async (bench: Workbench, count: number): Promise<void> =>
  receives(bench, (await bench.truth()).received + count);

/** Of the load; the very last may hold the drain already. */
const lastRows = ({ timeline }: ResultDocument) => timeline.slice(-4);

describe.concurrent("a master with --expect-workers 2 and a token file", () => {
  it("runs when both have come, merges what they measured, and lets them go with exit 0", async () => {
    await using bench = await startWorkbench();
    const { master, worker } = await startCluster(bench, { args: short, workers: [[], []] });
    const result = resultOf(await master.ended, 0);
    const truth = await bench.truth();
    expect(result.ledger).toMatchObject({ started: truth.received, succeeded: truth.completed });
    expect(result.ledger).toMatchObject({ failed: 0, lost: 0, cancelled: 0 });
    expect(result.metrics["ttft"]).toMatchObject({ count: truth.completed });
    expect(result.workers.map(({ name }) => name).toSorted()).toEqual(["w1", "w2"]);
    for (const { requests, state } of result.workers) {
      expect(requests).toBeGreaterThan(0);
      expect(state).toBe("finished");
    }
    expect(truth.peakRunning).toBeLessThanOrEqual(4);
    expect((await worker(0).ended).code).toBe(0);
    expect((await worker(1).ended).code).toBe(0);
  });

  it("refuses a worker with another token: both say why, the worker exits 5, the run goes on", async () => {
    await using bench = await startWorkbench();
    const args = ["-u", "2", "-r", "50", "-n", "8", "--no-save"];
    const { master, port, addWorker } = await startCluster(bench, {
      args,
      workers: [],
      expectWorkers: 1,
    });
    const wrong = await bench.write("wrong-token", "quite another token\n");
    const stranger = bench.start({
      name: "worker",
      args: ["--master-port", String(port), "--token-file", wrong, "--name", "stranger"],
    });
    const { code, stderr } = await stranger.ended;
    expect(code).toBe(5);
    expect(stderr).toMatch(/refused this worker.*token/);
    await master.hasWritten(/Refused a worker.*token/);
    for (const secret of [testToken, "quite another token"]) {
      expect(stderr).not.toContain(secret);
      expect(master.stderr).not.toContain(secret);
    }
    addWorker();
    const { workers } = resultOf(await master.ended, 0);
    expect(workers.map(({ name }) => name)).toEqual(["w1"]);
  });

  it("refuses a worker without a token", async () => {
    await using bench = await startWorkbench();
    const { port } = await startCluster(bench, { args: short, workers: [], expectWorkers: 1 });
    const { code, stderr } = await bench.run({
      name: "worker",
      args: ["--master-port", String(port)],
    });
    expect(code).toBe(5);
    expect(stderr).toMatch(/refused.*token/s);
  });

  it("gives two workers of one name different ones", async () => {
    await using bench = await startWorkbench();
    const { master } = await startCluster(bench, {
      args: short,
      workers: [
        ["--name", "twin"],
        ["--name", "twin"],
      ],
    });
    const { workers } = resultOf(await master.ended, 0);
    expect(workers.map(({ name }) => name).toSorted()).toEqual(["twin", "twin#2"]);
  });

  it("gives up after --expect-workers-max-wait with exit 5, saying who came", async () => {
    await using bench = await startWorkbench();
    const args = [...short, "--expect-workers-max-wait", "8s"];
    const { master, worker } = await startCluster(bench, { args, workers: [[]], expectWorkers: 3 });
    const end = await master.ended;
    expect(end.stderr).toMatch(/1 of 3 workers joined within 8s: w1/);
    expect(resultOf(end, 5).ledger.started).toBe(0);
    expect((await bench.truth()).received).toBe(0);
    expect((await worker(0).ended).code).toBe(0);
  });
});

describe.concurrent("workers", () => {
  it("may be started before their master", async () => {
    await using bench = await startWorkbench();
    const first = await startCluster(bench, { args: short, workers: [], expectWorkers: 1 });
    await first.master[Symbol.asyncDispose]();
    const worker = first.addWorker();
    const tokenFile = await writeTokenFile(bench);
    const bind = ["--master-bind-host", "127.0.0.1", "--master-bind-port", String(first.port)];
    const target = ["-H", bench.simulator.url, "--token-file", tokenFile, "--headless", "--json"];
    const master = bench.start({ name: "master", args: [...target, ...bind, ...short] });
    expect(resultOf(await master.ended, 0).workers).toHaveLength(1);
    expect((await worker.ended).code).toBe(0);
  });

  it("can be started with the command that --token auto prints", async () => {
    await using bench = await startWorkbench();
    const bind = ["--master-bind-host", "127.0.0.1", "--master-bind-port", "0"];
    const target = ["-H", bench.simulator.url, "--headless", "--json", "--token", "auto"];
    const master = bench.start({ name: "master", args: [...target, ...bind, ...short] });
    const [, variables = "", args = ""] = await master.hasWritten(
      /^\s+((?:\w+=\S+ )+)(?:npx )?gadfly (worker .*)$/m,
    );
    const env = Object.fromEntries(
      variables
        .trim()
        .split(" ")
        .map((pair) => pair.split("=") as [string, string]),
    );
    const worker = bench.start({ name: "gadfly", args: args.trim().split(" "), env });
    expect(resultOf(await master.ended, 0).workers).toHaveLength(1);
    expect((await worker.ended).code).toBe(0);
    expect(env["GADFLY_TOKEN"]?.length).toBeGreaterThanOrEqual(22);
  });

  it("share the load when one command starts two of them", async () => {
    await using bench = await startWorkbench();
    const { master, worker } = await startCluster(bench, {
      args: short,
      workers: [["--processes", "2"]],
      expectWorkers: 2,
    });
    const { workers } = resultOf(await master.ended, 0);
    expect(workers.map(({ name }) => name).toSorted()).toEqual(["w1-1", "w1-2"]);
    expect((await worker(0).ended).code).toBe(0);
  });

  it("need no token on loopback when the master has none", async () => {
    await using bench = await startWorkbench();
    const target = ["-H", bench.simulator.url, "--headless", "--json"];
    const args = [...target, "--master-bind-port", "0", ...short];
    const master = bench.start({ name: "master", args });
    const port = String(await portOf(master));
    const worker = bench.start({ name: "worker", args: ["--master-port", port] });
    expect(resultOf(await master.ended, 0).ledger.succeeded).toBeGreaterThan(0);
    expect((await worker.ended).code).toBe(0);
  });
});

describe.concurrent("a worker that joins in mid-run", () => {
  it("takes its share, and no user runs twice", async () => {
    await using bench = await startWorkbench();
    const args = "-u 4 -r 50 -o 8 --stop-timeout 5s --no-save".split(" ");
    const { master, addWorker } = await startCluster(bench, { args, workers: [[]] });
    await receives(bench, 20);
    addWorker();
    await master.hasWritten(/w2 .*reported as ready/);
    await receivesMore(bench, 200);
    master.signal("SIGINT");
    const result = resultOf(await master.ended, 0);
    const truth = await bench.truth();
    expect(result.ledger).toMatchObject({ started: truth.received, succeeded: truth.completed });
    const requests = result.workers.map((row) => row.requests).toSorted((a, b) => a - b);
    expect(requests).toHaveLength(2);
    expect(requests[0]).toBeGreaterThan(10);
    expect(truth.peakRunning).toBeLessThanOrEqual(4);
    expect(result.events.map(({ kind }) => kind)).toContain("workerJoined");
    expect(lastRows(result)).toContainEqual(expect.objectContaining({ users: 4, workers: 2 }));
  });

  it("shares the requests of -n, which are still exactly as many", async () => {
    await using bench = await startWorkbench();
    const args = ["-u", "4", "-r", "50", "-n", "160", "-o", "8", "--no-save"];
    const { master, addWorker } = await startCluster(bench, { args, workers: [[]] });
    await receives(bench, 10);
    addWorker();
    const { ledger } = resultOf(await master.ended, 0);
    expect(ledger).toMatchObject({ started: 160, succeeded: 160 });
    expect((await bench.truth()).received).toBe(160);
  });

  it("gives the load back when its own machine stops it, with nothing lost", async () => {
    await using bench = await startWorkbench();
    const args = ["-u", "4", "-r", "50", "-o", "8", "--no-save"];
    const { master, worker } = await startCluster(bench, { args, workers: [[], []] });
    await receives(bench, 20);
    worker(1).signal("SIGTERM");
    expect((await worker(1).ended).code).toBe(0);
    await receivesMore(bench, 150);
    master.signal("SIGINT");
    const result = resultOf(await master.ended, 0);
    const { ledger, workers } = result;
    expect(ledger.lost).toBe(0);
    expect(ledger.failed).toBe(0);
    expect(workers).toHaveLength(2);
    expect(lastRows(result)).toContainEqual(expect.objectContaining({ users: 4, workers: 1 }));
    expect((await bench.truth()).received).toBeGreaterThanOrEqual(ledger.started - 6);
  });
});
