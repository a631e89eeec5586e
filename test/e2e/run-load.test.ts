// How `gadfly run` loads the server: how many requests, which ones, how users come and go.
import { describe, expect, it } from "vitest";
import { readTruth } from "@gadfly/simulator/test-support/truth-client";
import { resultOf } from "../support/read-result.ts";
import { startWorkbench, type Workbench } from "../support/workbench.ts";

const against = ({ simulator }: Workbench, ...more: string[]): string[] => [
  ...`run -H ${simulator.url} --no-save --json -o 8`.split(" "),
  ...more,
];

/** An answer of 8 tokens takes about 1.5 s. */
const slowLaw = { baseTtftMs: 100, itlMs: 200 };

const numberOfUsers = ({ users }: { users: number }): number => users;

describe.concurrent("gadfly run", () => {
  it.each([["1"], ["2"]])(
    "starts exactly the requests of -n with %s worker processes",
    async (processes) => {
      await using bench = await startWorkbench();
      const args = against(bench, "-u", "4", "-r", "50", "-n", "25", "--processes", processes);
      const result = resultOf(await bench.run(args), 0);
      expect(result.ledger).toMatchObject({ started: 25, succeeded: 25 });
      expect(result.run.endReason).toBe("completed");
      expect(result.workers).toHaveLength(Number(processes));
      expect(await bench.truth()).toMatchObject({ received: 25, completed: 25 });
    },
  );

  it("starts exactly the requests of -n also with more workers than users", async () => {
    await using bench = await startWorkbench();
    const args = against(bench, "-u", "1", "-n", "6", "--processes", "2");
    const result = resultOf(await bench.run(args), 0);
    expect(result.ledger).toMatchObject({ started: 6, succeeded: 6 });
    expect(await bench.truth()).toMatchObject({ received: 6, completed: 6 });
  });

  it("takes no less time than its requests took, and so claims no more of them a second", async () => {
    await using bench = await startWorkbench();
    const { run, metrics } = resultOf(await bench.run(against(bench, "-u", "1", "-n", "3")), 0);
    const { e2e, rps } = metrics;
    if (e2e === undefined || !("mean" in e2e) || rps === undefined || !("value" in rps))
      throw new Error("a run of three requests has e2e and rps");
    const busyS = (3 * (e2e.mean ?? 0)) / 1000;
    // A start of ours a few milliseconds early would show here: Little's law for one user.
    expect(run.durationS).toBeGreaterThanOrEqual(busyS - 0.005);
    expect(rps.value).toBeLessThanOrEqual(3 / (busyS - 0.005));
  });

  it("spreads its users over the worker processes", async () => {
    await using bench = await startWorkbench();
    const args = against(bench, "-u", "5", "-r", "50", "-t", "900ms", "--processes", "2");
    const { workers } = resultOf(await bench.run(args), 0);
    expect(workers.map(numberOfUsers).toSorted()).toEqual([2, 3]);
    expect((await bench.truth()).peakRunning).toBeLessThanOrEqual(5);
  });

  it("asks for answers in one piece with --no-stream", async () => {
    await using bench = await startWorkbench();
    const args = against(bench, "-u", "2", "-r", "50", "-n", "6", "--no-stream");
    const { ledger, metrics } = resultOf(await bench.run(args), 0);
    expect(ledger.succeeded).toBe(6);
    expect(metrics["e2e"]).toMatchObject({ count: 6 });
    expect(metrics["output_tokens"]).toMatchObject({ count: 6, min: 8, max: 8 });
    expect(metrics["ttft"]).toBeUndefined();
    const { ids } = await bench.truth();
    const records = await Promise.all(ids.map((id) => readTruth(bench.simulator, id)));
    expect(records.map(({ isStreamed }) => isStreamed)).not.toContain(true);
  });

  it.each([[[]], [["--no-stream"]]])("uses the completions API with --no-chat %s", async (more) => {
    await using bench = await startWorkbench();
    const args = against(bench, "-u", "2", "-r", "50", "-n", "6", "--no-chat", ...more);
    const { ledger, plan, series } = resultOf(await bench.run(args), 0);
    expect(ledger.succeeded).toBe(6);
    expect(plan.request.endpoint).toBe("openai-completions");
    const endpoints = series.map(({ labels }) => labels["endpoint"]);
    expect(new Set(endpoints)).toEqual(new Set(["openai-completions"]));
    const { ids } = await bench.truth();
    const records = await Promise.all(ids.map((id) => readTruth(bench.simulator, id)));
    expect(records[0]).toMatchObject({ endpoint: "/v1/completions", sentTokens: 8 });
  });

  it("takes a fractional spawn rate: the next user comes when it is due", async () => {
    await using bench = await startWorkbench();
    const args = against(bench, "-u", "2", "-r", "0.4", "-t", "3500ms");
    const { timeline } = resultOf(await bench.run(args), 0);
    const rows = timeline.filter(({ t }) => t >= 0.9 && t <= 3.1);
    expect(rows.map(numberOfUsers)).toEqual([1, 1, 2]);
  });

  it("cuts off what runs when the time is over, and counts it as cancelled, not as failed", async () => {
    await using bench = await startWorkbench({ itlMs: 5000 });
    const args = against(bench, "-u", "3", "-r", "50", "-t", "1s");
    // Exit 1: nothing had failed, but nothing had been answered either.
    const { ledger, run, metrics, warnings } = resultOf(await bench.run(args), 1);
    expect(warnings.map(({ code }) => code)).toContain("nothing_finished");
    expect(ledger).toMatchObject({ started: 3, cancelled: 3, failed: 0 });
    // An answer would take 35 s.
    expect(run.durationS).toBeLessThan(10);
    expect(metrics["ttft"]).toMatchObject({ count: 3 });
    expect(metrics["e2e"]).toBeUndefined();
    expect(await bench.truth()).toMatchObject({ received: 3, cancelled: 3, running: 0 });
  });

  it("lets them end within --stop-timeout", async () => {
    await using bench = await startWorkbench(slowLaw);
    const args = against(bench, "-u", "3", "-r", "50", "-t", "1s", "--stop-timeout", "5s");
    const { ledger } = resultOf(await bench.run(args), 0);
    expect(ledger).toMatchObject({ started: 3, succeeded: 3, cancelled: 0 });
    expect(await bench.truth()).toMatchObject({ received: 3, completed: 3 });
  });

  it("cuts off after --stop-timeout what has not ended by then", async () => {
    await using bench = await startWorkbench({ ...slowLaw, itlMs: 5000 });
    const args = against(bench, "-u", "2", "-r", "50", "-t", "500ms", "--stop-timeout", "1s");
    const { ledger, run } = resultOf(await bench.run(args), 1);
    expect(ledger).toMatchObject({ started: 2, cancelled: 2 });
    expect(run.durationS).toBeGreaterThanOrEqual(1.5);
    // An answer would take 35 s.
    expect(run.durationS).toBeLessThan(10);
  });

  it("counts --run-time from the end of the ramp with --run-time-from ramp", async () => {
    await using bench = await startWorkbench();
    const args = against(bench, "-u", "3", "-r", "1", "-t", "1s", "--run-time-from", "ramp");
    const { run } = resultOf(await bench.run(args), 0);
    // The third user comes after 2 s, and then a second passes. A busy machine ends late, never early.
    expect(run.durationS).toBeGreaterThan(2.8);
    expect(run.durationS).toBeLessThan(10);
  });

  it("begins its numbers anew at the end of the ramp with --reset-stats", async () => {
    await using bench = await startWorkbench();
    const args = against(bench, "-u", "4", "-r", "2", "-t", "3500ms", "--reset-stats");
    const { ledger, metrics, timeline } = resultOf(await bench.run([...args, "-s", "5s"]), 0);
    const { received } = await bench.truth();
    expect(ledger.started).toBe(received);
    const { ttft } = metrics;
    const count = ttft !== undefined && "count" in ttft ? ttft.count : 0;
    expect(count).toBeGreaterThan(received * 0.3);
    expect(count).toBeLessThan(received * 0.9);
    expect(timeline.length).toBeGreaterThanOrEqual(3);
  });

  it("keeps the pace of --wait", async () => {
    await using bench = await startWorkbench();
    // The end lies in the middle between two requests, so neither may come half a second late.
    const args = against(bench, "-u", "2", "-r", "50", "-t", "2500ms", "--wait", "pacing(1s)");
    const { ledger } = resultOf(await bench.run(args), 0);
    expect(ledger.started).toBe(2 * 3);
  });
});
