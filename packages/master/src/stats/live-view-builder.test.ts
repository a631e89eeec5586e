import { describe, expect, it } from "vitest";
import type { Plan } from "@gadfly/shared/plan/plan";
import {
  frameOf,
  intervalOf,
  ledgerOf,
  openOf,
  planOf,
  seriesOf,
  workerOf,
  workerRowOf,
} from "../../../../test/support/snapshots.ts";
import { buildLiveView } from "./live-view-builder.ts";
import { RunModel } from "./run-model.ts";

const live = {
  elapsedMs: 12_345,
  state: "running",
  waitingFor: null,
  targetUsers: 8,
  workers: 1,
};

const busyModel = (seconds: number, plan: Partial<Plan> = {}): RunModel => {
  const model = new RunModel(openOf(plan));
  for (const record of [workerOf("a"), seriesOf(0, "ttlb"), seriesOf(1, "ttlb", "failed")])
    model.apply(record);
  for (const record of [seriesOf(2, "ttft"), seriesOf(3, "output_tps", "any")]) model.apply(record);
  for (let index = 0; index < seconds; index++)
    model.apply(
      intervalOf(index, {
        // One more request every second.
        histograms: [
          { id: 0, frame: frameOf(Array<number>(index + 1).fill(1000)) },
          { id: 1, frame: frameOf([1000]) },
          { id: 2, frame: frameOf([500]) },
        ],
        counters: [{ id: 3, delta: 50 }],
        workers: [
          workerRowOf("a", { users: 4, ledger: ledgerOf(index + 3, { succeeded: index + 1 }) }),
        ],
      }),
    );
  return model;
};

describe("live view", () => {
  it("has the users that workers speak of, newer than those of the last interval", () => {
    const heard = { users: 7, inFlight: 6 };
    expect(buildLiveView(busyModel(3), { ...live, heard })).toMatchObject(heard);
    expect(buildLiveView(busyModel(3), { ...live, heard: null }).users).toBe(4);
  });

  it("is empty before the first interval", () => {
    const view = buildLiveView(new RunModel(openOf()), live);
    expect(view).toMatchObject({
      elapsedMs: 12_345,
      state: "running",
      targetUsers: 8,
      workers: 1,
      users: 0,
      inFlight: 0,
    });
    expect(view.total).toEqual({
      name: "Aggregated",
      shortName: "",
      requests: 0,
      failures: 0,
      rps: 0,
      failuresPerS: 0,
      outputTps: null,
      ttftMs: null,
      tpotMs: null,
      e2eMs: null,
    });
  });

  it("has totals since the start, and users of the newest second", () => {
    const view = buildLiveView(busyModel(3), live);
    expect(view).toMatchObject({ users: 4, inFlight: 2 });
    expect(view.total).toMatchObject({ requests: 9, failures: 3 });
    expect(view.total.ttftMs).toEqual({ p50: 0.5, p90: 0.5, p95: 0.5, p99: 0.5 });
  });

  it("takes rates over the last ten seconds", () => {
    const { total } = buildLiveView(busyModel(20), live);
    // 11 … 20 succeeded requests, and one failed, in each of the last ten seconds.
    expect(total).toMatchObject({ rps: 16.5, failuresPerS: 1, outputTps: 50 });
  });

  it("has one row for the endpoint, by method and path", () => {
    const chat = buildLiveView(busyModel(3), live);
    expect(chat.rows.map(({ name, requests }) => [name, requests])).toEqual([
      ["POST /v1/chat/completions", 9],
    ]);
    const request = { ...planOf().request, endpoint: "openai-completions" as const };
    const text = buildLiveView(busyModel(3, { request }), live);
    expect(text.rows.map(({ name, requests }) => [name, requests])).toEqual([
      ["POST /v1/completions", 9],
    ]);
  });

  it("names an API that a worker has found out, and none before", () => {
    const request = { ...planOf().request, provider: "auto" as const, endpoint: null };
    const model = busyModel(1, { request });
    const nameOf = () => buildLiveView(model, live).rows[0]?.name;
    expect(nameOf()).toBe("requests");
    model.apply({
      type: "preflight",
      worker: "a",
      model: "m",
      provider: "ollama",
      endpoint: "ollama-chat",
      posts: 0,
      findings: [],
    });
    expect(nameOf()).toBe("POST /api/chat");
  });

  it("has a row for each of several targets, with rates since the start", () => {
    const model = new RunModel(openOf({ targets: ["http://a", "http://b"] }));
    const labels = (host: string) => ({ endpoint: "openai-chat", host, outcome: "succeeded" });
    const samples = (count: number) => frameOf(Array<number>(count).fill(1000));
    model.apply({ type: "series", id: 0, metric: "ttlb", labels: labels("b") });
    model.apply({ type: "series", id: 1, metric: "ttlb", labels: labels("a") });
    for (const index of [0, 1])
      model.apply(
        intervalOf(index, {
          histograms: [
            { id: 0, frame: samples(4) },
            { id: 1, frame: samples(6) },
          ],
        }),
      );
    const { rows, total } = buildLiveView(model, live);
    expect(rows.map(({ shortName }) => shortName)).toEqual(["a", "b"]);
    expect(rows.map(({ outputTps }) => outputTps)).toEqual([null, null]);
    expect(rows.map(({ name, requests, rps }) => [name, requests, rps])).toEqual([
      ["a POST /v1/chat/completions", 12, 6],
      ["b POST /v1/chat/completions", 8, 4],
    ]);
    expect(total).toMatchObject({ requests: 20, rps: 10 });
  });

  it("counts a time limit from the start or from the end of the ramp", () => {
    const totalOf = (plan: Partial<Plan>) => {
      const model = busyModel(3, plan);
      model.apply({ type: "phase", t: 2.5, phase: "running", users: 4 });
      return buildLiveView(model, live).totalMs;
    };
    expect(totalOf({ runTimeMs: null })).toBeNull();
    expect(totalOf({ runTimeMs: 30_000 })).toBe(30_000);
    expect(totalOf({ runTimeMs: 30_000, runTimeFrom: "ramp" })).toBe(32_500);
  });
});
