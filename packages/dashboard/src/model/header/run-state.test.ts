import type { RunStatus } from "@gadfly/shared/web/run-status";
import { describe, expect, it } from "vitest";
import { exampleResult } from "../../../../../test/support/example-result.ts";
import { emptyPicture } from "../empty-picture.ts";
import { runState } from "./run-state.ts";
import { connectionTrouble } from "./trouble.ts";

const status: RunStatus = {
  gadfly: "0.1.0",
  state: "running",
  runId: "r",
  elapsedMs: 90_400,
  totalMs: 300_000,
  users: 5,
  targetUsers: 5,
  spawnRate: 1,
  inFlight: 5,
  expectWorkers: 1,
  members: [],
  canStart: false,
  folder: null,
  commandLine: null,
};
const live = { ...emptyPicture, connection: "live", status } as const;

describe("the state of a run", () => {
  it("is told in words, with the time that is over", () => {
    expect(runState(live)).toMatchObject({ words: "Running", tone: "good", time: "1m30s/5m" });
    expect(connectionTrouble(live, null)).toBeNull();
  });

  it("is an old one when the connection is lost", () => {
    const lost = { ...live, connection: "lost" } as const;
    expect(runState(lost)).toMatchObject({ words: "Running when last heard", tone: "quiet" });
    expect(connectionTrouble(lost, "14:00:00")?.text).toContain("lost since 14:00:00");
  });

  it("has no progress without a time limit", () => {
    expect(runState({ ...live, status: { ...status, totalMs: null } }).share).toBeNull();
  });

  it("is bad once the run has failed, and says so in a word", () => {
    const run = { ...exampleResult().run, endReason: "failed" } as const;
    const stopped = { ...live, status: { ...status, state: "stopped" } } as const;
    const broken = { code: "GF_X", message: "m", hint: "h" };
    const tables = { ...exampleResult(), events: [], run: { ...run, trouble: broken } };
    expect(runState({ ...stopped, tables })).toMatchObject({ words: "Failed", tone: "bad" });
    const lost = { ...exampleResult(), run: { ...run, endReason: "workersLost" as const } };
    expect(runState({ ...stopped, tables: lost })).toMatchObject({ tone: "bad" });
    const over = exampleResult();
    expect(runState({ ...stopped, tables: over })).toMatchObject({ tone: "quiet" });
  });

  it("tells users that come from users that go", () => {
    const spawning = { ...live, status: { ...status, state: "spawning", targetUsers: 9 } } as const;
    const going = { ...spawning, status: { ...spawning.status, users: 12 } };
    expect([spawning, going].map((picture) => runState(picture).words)).toEqual([
      "Spawning users",
      "Letting users go",
    ]);
  });

  it("says why the master went, with one full stop", () => {
    const closed = { ...live, connection: "closed", closingReason: "it was stopped." } as const;
    expect(connectionTrouble(closed, null)?.text).toMatch(
      /^The program has ended \(it was stopped\); /u,
    );
  });
});
