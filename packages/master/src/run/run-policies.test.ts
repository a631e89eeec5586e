// A run driven by hand: one worker that says what it is told to say, and a clock that stands still.
import { describe, expect, it } from "vitest";
import { silentLogger } from "@gadfly/shared/logging/logger";
import type { Plan } from "@gadfly/shared/plan/plan";
import type { MasterMessage } from "@gadfly/shared/protocol/master-message";
import {
  entryOf,
  frameOf,
  labelsOf,
  ledgerOf,
  openOf,
  planOf,
  snapshotOf,
} from "../../../../test/support/snapshots.ts";
import { discardRunFolder } from "../journal/run-folder.ts";
import { buildResult } from "../stats/result-builder.ts";
import { RunBook } from "./run-book.ts";
import { RunController } from "./run-controller.ts";
import type { RunEnd } from "./run-end.ts";

const { runId } = planOf();
const health = { url: "http://h/health", status: 200, ms: 1, text: "ok" };

class DrivenRun {
  readonly sent: MasterMessage[] = [];
  readonly book: RunBook;
  readonly worker = entryOf("a");
  readonly controller: RunController;
  end: RunEnd | null = null;
  #nowMs = 0;
  #sequence = 0;
  #ended = 0;
  #failed = 0;

  constructor(changes: Partial<Plan>) {
    const plan = planOf({ runTimeMs: null, ...changes });
    this.worker.link = {
      seal: (plain) => plain,
      send: (message) => void this.sent.push(message),
      sendUrgent: () => {},
      close: () => {},
    };
    this.book = new RunBook(discardRunFolder, silentLogger, openOf(changes));
    this.controller = new RunController({
      plan,
      secrets: { apiKey: null, headers: {} },
      book: this.book,
      logger: silentLogger,
      expectWorkers: 1,
      maxWaitMs: null,
      now: () => this.#nowMs,
      toSharedMs: (ms) => ms,
      workers: () => [this.worker],
      finished: (end) => (this.end = end),
    });
    this.controller.tick();
    const prepared = { model: "m", findings: [], posts: 0 };
    this.controller.members.message(this.worker, { type: "prepared", runId, ...prepared });
    const series = [
      { id: 0, metric: "ttlb", labels: labelsOf() },
      { id: 1, metric: "ttlb", labels: labelsOf("failed") },
    ];
    this.controller.members.message(this.worker, { type: "series", runId, series });
  }

  pass(ms: number): void {
    this.#nowMs += ms;
    this.controller.tick();
  }

  /** The worker reports one second with requests that succeeded and that failed. */
  second(good: number, bad: number): void {
    this.pass(1_000);
    this.report(good, bad, false);
    this.pass(0);
  }

  report(good: number, bad: number, final: boolean): void {
    this.#ended += good;
    this.#failed += bad;
    const frame = (count: number) => frameOf(Array<number>(count).fill(1_000));
    const [succeeded, failed] = [this.#ended, this.#failed];
    const interval = this.#sequence;
    const parts = {
      histograms: [
        { id: 0, frame: frame(good), total: succeeded },
        { id: 1, frame: frame(bad), total: failed },
      ],
      ledger: ledgerOf(succeeded + failed, { succeeded, failed }),
      final,
    };
    const snapshot = snapshotOf(this.#sequence++, interval, parts);
    this.controller.members.message(this.worker, snapshot);
  }

  answerHealth(): void {
    this.controller.members.message(this.worker, { type: "health", runId, health });
  }

  get stops(): MasterMessage[] {
    return this.sent.filter(({ type }) => type === "stop");
  }

  get result() {
    return buildResult(this.book.model);
  }
}

describe("a run whose requests fail", () => {
  const maxFailRatio = { ratio: 0.5, windowMs: 2_000 };

  it("goes on as long as they do not fail too often", () => {
    const run = new DrivenRun({ maxFailRatio });
    for (let i = 0; i < 4; i++) run.second(5, 5);
    expect(run.stops).toEqual([]);
  });

  it("ends as failed once they do, and says so at once and in its result", () => {
    const run = new DrivenRun({ maxFailRatio });
    run.second(10, 0);
    run.second(2, 8);
    expect(run.stops).toEqual([]);
    run.second(2, 8);
    expect(run.controller.state).toBe("stopping");
    expect(run.stops).toHaveLength(1);
    const said =
      "16 of the 20 requests that ended within 2s failed, and --max-fail-ratio allows 50 %.";
    expect(run.result.events).toContainEqual(
      expect.objectContaining({ kind: "failRatioBroken", text: said }),
    );
    run.report(0, 0, true);
    run.answerHealth();
    expect(run.end).toMatchObject({
      reason: "failed",
      trouble: { code: "GF_FAIL_RATIO", message: said, exitCode: 1 },
      wasForced: false,
    });
  });
});

describe("the target's health after a run", () => {
  const stopped = (changes: Partial<Plan> = {}): DrivenRun => {
    const run = new DrivenRun(changes);
    run.second(1, 0);
    run.controller.requestStop();
    return run;
  };

  it("is asked for with the stop, waited for, and kept", () => {
    const run = stopped();
    expect(run.stops).toEqual([{ type: "stop", runId, stopTimeoutMs: 0, checksHealth: true }]);
    run.report(0, 0, true);
    expect(run.end).toBeNull();
    run.answerHealth();
    expect(run.end).toMatchObject({ reason: "stoppedByUser", trouble: null });
    expect(run.result.healthAfter).toEqual({ worker: "a-name", ...health });
  });

  it("may come before the last numbers", () => {
    const run = stopped();
    run.answerHealth();
    expect(run.end).toBeNull();
    run.report(0, 0, true);
    expect(run.end).not.toBeNull();
  });

  it("does not make the run longer than it was", () => {
    const run = stopped({ stopTimeoutMs: 5_000 });
    run.report(0, 0, true);
    const { durationS } = run.result.run;
    run.pass(3_000);
    run.answerHealth();
    expect(run.result.run.durationS).toBe(durationS);
  });

  it.each<[string, (run: DrivenRun) => void]>([
    ["nothing comes in time", (run) => run.pass(7_000)],
    [
      "its worker is gone",
      (run) => {
        run.worker.liveness = "left";
        run.pass(20);
      },
    ],
    [
      "somebody has no patience",
      (run) => {
        run.controller.requestStop();
        run.pass(20);
      },
    ],
  ])("is given up when %s", (_what, happens) => {
    const run = stopped();
    run.report(0, 0, true);
    run.pass(20);
    expect(run.end).toBeNull();
    happens(run);
    expect(run.end).toMatchObject({ reason: "stoppedByUser", trouble: null, wasForced: false });
    expect(run.result.healthAfter).toBeNull();
  });

  it("is not waited for when the run was stopped by force", () => {
    const run = stopped();
    run.controller.requestStop();
    run.report(0, 0, true);
    expect(run.end).toMatchObject({ wasForced: true });
  });
});

it("says at its start that certificates are not checked, where there are any", () => {
  const connections = { ...planOf().connections, insecure: true };
  const eventsOf = (url: string) =>
    new DrivenRun({ connections, targets: ["http://h", url] }).result.events;
  const said = expect.objectContaining({ t: 0, kind: "insecureTls" });
  expect(eventsOf("https://h")).toContainEqual(said);
  expect(eventsOf("http://other")).not.toContainEqual(said);
});

it("says that it waits for the target's health, once that is all it waits for", () => {
  const run = new DrivenRun({ targets: ["http://h:1"] });
  run.second(1, 0);
  expect(run.controller.waitingFor).toBeNull();
  run.controller.requestStop();
  expect(run.controller.waitingFor).toBeNull();
  run.report(0, 0, true);
  expect(run.controller.waitingFor).toMatch(/^asking http:\/\/h:1 how it is/);
  run.answerHealth();
  expect(run.controller.waitingFor).toBeNull();
});
