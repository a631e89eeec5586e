// Ctrl-C and its friends: one stops in order, two stop at once, and the workers never decide for themselves.
import { describe, expect, it } from "vitest";
import { resultOf } from "../support/read-result.ts";
import { childrenOf, livingOf } from "../support/process-table.ts";
import { startWorkbench, type Workbench } from "../support/workbench.ts";
import { waitUntil } from "../support/wait-until.ts";

const endless = ({ simulator }: Workbench, ...more: string[]): string[] => [
  ...`run -H ${simulator.url} --no-save -u 2 -r 50 -o 8`.split(" "),
  ...more,
];

const requestsArrive = (bench: Workbench, count: number): Promise<void> =>
  waitUntil(async () => (await bench.truth()).received >= count, { what: "requests arrive" });

describe.concurrent("a run without a time limit", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "ends in order with its normal code after one %s to the whole group",
    async (signal) => {
      await using bench = await startWorkbench();
      const program = bench.start(endless(bench, "--json", "--processes", "2"));
      await requestsArrive(bench, 8);
      if (signal === "SIGINT") program.signalGroup(signal);
      else program.signal(signal);
      const end = await program.ended;
      const { run, ledger, workers } = resultOf(end, 0);
      expect(run.endReason).toBe("stoppedByUser");
      expect(ledger.succeeded).toBeGreaterThan(0);
      expect(ledger.lost).toBe(0);
      expect(workers.map(({ state }) => state)).toEqual(["finished", "finished"]);
      // What was cut off while it was being sent may never have arrived.
      const { received } = await bench.truth();
      expect(received).toBeLessThanOrEqual(ledger.started);
      expect(received).toBeGreaterThanOrEqual(ledger.started - 2);
    },
  );

  it("prints its summary after Ctrl-C", async () => {
    await using bench = await startWorkbench();
    const program = bench.start(endless(bench));
    await requestsArrive(bench, 8);
    program.signalGroup("SIGINT");
    const { stdout } = await program.ended;
    expect(stdout).toContain("stopped by the user");
    expect(stdout).toContain("Ledger");
  });

  it("does not wait for running requests after a second Ctrl-C, exits 130 and has a result", async () => {
    await using bench = await startWorkbench({ itlMs: 20_000 });
    const program = bench.start(endless(bench, "--json", "--stop-timeout", "50s"));
    await program.hasWritten(/in flight 2/);
    const workers = childrenOf(program.pid);
    program.signalGroup("SIGINT");
    await program.hasWritten(/stopping|shutting down|again/i);
    const pressedAtMs = performance.now();
    program.signalGroup("SIGINT");
    const end = await program.ended;
    expect(performance.now() - pressedAtMs).toBeLessThan(5000);
    const { ledger } = resultOf(end, 130);
    expect(ledger.started).toBe(2);
    expect(ledger.succeeded).toBe(0);
    expect(livingOf(workers)).toEqual([]);
    await waitUntil(async () => (await bench.truth()).running === 0, { what: "the server idles" });
  });

  it("stops before the load begins, when it is asked to while it waits", async () => {
    await using bench = await startWorkbench();
    const args = ["-u", "1", "-H", bench.simulator.url, "--headless", "--no-save", "--json"];
    const master = bench.start({ name: "master", args: [...args, "--master-bind-port", "0"] });
    await master.hasWritten(/Waiting for workers on port \d+/);
    master.signal("SIGINT");
    const { ledger, run, verdict } = resultOf(await master.ended, 4);
    expect(ledger.started).toBe(0);
    expect(run.endReason).toBe("stoppedByUser");
    expect(verdict.reasons.map(({ code }) => code)).toEqual(["no_data"]);
  });
});
