// What a run does besides sending requests: gives up when too many fail, breaks some off on purpose,
// spreads its users over several servers, asks after the run how the target is.
import { describe, expect, it } from "vitest";
import { startSimulator } from "@gadfly/simulator/start-simulator";
import { readOverview } from "@gadfly/simulator/test-support/truth-client";
import { resultOf } from "../support/read-result.ts";
import { startTlsFront } from "../support/tls-front.ts";
import { startWorkbench } from "../support/workbench.ts";

/** The server's own count is then that of the load alone. */
const command = (text: string): string[] => [
  ...text.split(" "),
  "--no-probe",
  "--no-save",
  "--json",
];

const codesOf = (rows: readonly { readonly code: string }[]): string[] =>
  rows.map(({ code }) => code);

describe.concurrent("gadfly run", () => {
  it("gives up when more requests fail than --max-fail-ratio allows, and says so", async () => {
    await using bench = await startWorkbench({ fault: "status-500" });
    const args = command(`run -H ${bench.simulator.url} -u 2 -r 50 -t 60s --max-fail-ratio 0.5/2s`);
    const end = await bench.run(args);
    const { run, events, ledger } = resultOf(end, 1);
    expect(run.endReason).toBe("failed");
    expect(run.durationS).toBeLessThan(15);
    expect(ledger.succeeded).toBe(0);
    expect(events.map(({ kind }) => kind)).toContain("failRatioBroken");
    expect(end.stderr).toMatch(/requests that ended within 2s failed, .* \[GF_FAIL_RATIO\]/);
    expect(end.stderr).toMatch(/stopped: too many requests failed/);
  });

  it("goes on while fewer fail", async () => {
    await using bench = await startWorkbench();
    const args = command(`run -H ${bench.simulator.url} -t 3500ms -o 4 --max-fail-ratio 0.5/1s`);
    expect(resultOf(await bench.run(args), 0).run.endReason).toBe("timeElapsed");
  });

  it("asks the target after the run how it is, and counts that nowhere", async () => {
    await using bench = await startWorkbench();
    const args = command(`run -H ${bench.simulator.url} -n 3 -o 4`);
    const end = await bench.run(args);
    const { healthAfter, ledger, warnings, workers } = resultOf(end, 0);
    expect(healthAfter).toMatchObject({ status: 200, worker: workers[0]?.name });
    expect(healthAfter?.url).toContain(bench.simulator.url);
    expect(end.stderr).toMatch(/after the run: 200 in [\d.]+ ms from GET http/);
    expect(codesOf(warnings)).not.toContain("target_unhealthy");
    expect(ledger.started).toBe(3);
    expect((await bench.truth()).received).toBe(3);
  });

  it("breaks off the share of requests that --cancel-rate names, and tells them from others", async () => {
    // What is left of an answer, nearly a second, is the time for the server to see that nobody reads it.
    await using bench = await startWorkbench({ itlMs: 20 });
    const cancels = "--cancel-rate 0.5 --cancel-after 3tokens --seed 7";
    const args = command(`run -H ${bench.simulator.url} -u 4 -r 50 -n 40 -o 48 ${cancels}`);
    const end = await bench.run(args);
    const { ledger, plannedCancels, warnings } = resultOf(end, 0);
    expect(ledger).toMatchObject({ started: 40, failed: 0 });
    expect(plannedCancels).toBe(ledger.cancelled);
    expect(plannedCancels).toBeGreaterThan(8);
    expect(plannedCancels).toBeLessThan(32);
    expect(codesOf(warnings)).not.toContain("many_cancelled");
    expect(end.stderr).toMatch(/broken off on purpose: \d+ requests/);
    expect(await bench.truth()).toMatchObject({
      received: 40,
      cancelled: plannedCancels,
      completed: 40 - plannedCancels,
    });
  });

  it("spreads its users over several targets, each with a series of its own", async () => {
    await using bench = await startWorkbench();
    const other = await startSimulator({ port: 0, baseTtftMs: 10, itlMs: 5, jitter: 0 });
    try {
      const args = command(`run -H ${bench.simulator.url} -H ${other.url} -u 4 -r 50 -n 20 -o 4`);
      const end = await bench.run(args);
      const { ledger, series, plan } = resultOf(end, 0);
      expect(ledger).toMatchObject({ started: 20, succeeded: 20 });
      expect(plan.targets).toEqual([bench.simulator.url, other.url]);
      const hosts = [bench.simulator.url, other.url].map((url) => new URL(url).host);
      const counts = hosts.map((host) => {
        const row = series.find(
          ({ labels }) => labels["host"] === host && labels["outcome"] === "succeeded",
        );
        const ttlb = row?.metrics["ttlb"];
        return ttlb !== undefined && "count" in ttlb ? ttlb.count : 0;
      });
      const received = [await bench.truth(), await readOverview(other)].map(
        (truth) => truth.received,
      );
      expect(counts).toEqual(received);
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(4);
      expect(end.stderr).toMatch(/^Targets +users +.*req\/s/m);
    } finally {
      await other.close();
    }
  });

  it("does not keep quiet about --insecure where there is a certificate to check", async () => {
    await using bench = await startWorkbench();
    await using front = await startTlsFront(bench.simulator.port);
    const options = "-n 2 -o 4 --insecure";
    const end = await bench.run(command(`run -H https://127.0.0.1:${front.port} ${options}`));
    const { warnings, events } = resultOf(end, 0);
    expect(codesOf(warnings)).toContain("insecure_tls");
    expect(events.map(({ kind }) => kind)).toContain("insecureTls");
    expect(end.stderr).toMatch(/WARN.*Certificates were not checked/);
    expect(end.stderr).toMatch(/^Target +CERTIFICATES NOT CHECKED/m);
    const plain = await bench.run(command(`run -H ${bench.simulator.url} ${options}`));
    expect(codesOf(resultOf(plain, 0).warnings)).not.toContain("insecure_tls");
  });
});
