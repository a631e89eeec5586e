// A worker behind a thin line to its master: its snapshots come when they can, and all of them come.
import { describe, expect, inject, it } from "vitest";
import { Hosts } from "./support/hosts.ts";
import { expectComplete, expectNoLoss } from "./support/run-facts.ts";

/** Answers of every duration: the histograms of each second are as large as they get, 10 KB in all. */
const unevenLaw = { jitter: 1, "base-ttft-ms": 40, "itl-ms": 8 };

const users = 40;
const seconds = 8;
const load = ["-u", String(users), "-r", "200", "-o", "8", "-s", "5s", "-t", `${seconds}s`];

const rates = [
  ["1mbit", "plenty"],
  ["64kbit", "less than the snapshots of a second take"],
] as const;

const isThere = inject("whyNoHosts") === null;

describe.skipIf(!isThere).concurrent("a thin line from a worker to its master", () => {
  it.each(rates)("of %s (%s) delays snapshots and changes no number", async (rate) => {
    await using hosts = await Hosts.start({ law: unevenLaw });
    await hosts.network.limit("far", "control", rate);
    const cluster = await hosts.startCluster(load, [{ host: "near" }, { host: "far" }]);
    const outcome = await cluster.finish();
    const sent = await hosts.network.bytesSent("far", "control");
    expect(sent).toBeGreaterThan(seconds * 4_000);
    expectComplete(outcome, await hosts.truth());
    expectNoLoss(outcome);
    for (const row of outcome.result.timeline.slice(1, seconds - 1))
      expect(row).toMatchObject({ users, workers: 2 });
  });
});
