import { expect, it } from "vitest";
import {
  frameOf,
  intervalOf,
  ledgerOf,
  openOf,
  seriesOf,
  workerOf,
  workerRowOf,
} from "../../../../test/support/snapshots.ts";
import { buildLiveDetails } from "./live-details-builder.ts";
import { RunModel } from "./run-model.ts";

const live = { elapsedMs: 12_345, state: "running", waitingFor: null, targetUsers: 8, workers: 2 };

const ended = (succeeded: number) => ledgerOf(succeeded, { succeeded });

/** Worker a answers in each second, worker b in the first one only. */
const modelOf = (seconds: number): RunModel => {
  const model = new RunModel(openOf());
  for (const record of [workerOf("a"), workerOf("b"), seriesOf(0, "ttlb")]) model.apply(record);
  for (let index = 0; index < seconds; index++) {
    const rows = [workerRowOf("a", { users: 4, cpu: 0.5, ledger: ended(2 * (index + 1)) })];
    if (index === 0) rows.push(workerRowOf("b", { users: 4, ledger: ended(1) }));
    model.apply(
      intervalOf(index, { workers: rows, histograms: [{ id: 0, frame: frameOf([1000, 2000]) }] }),
    );
  }
  return model;
};

it("has the live view, the verdict and the ledger so far", () => {
  const details = buildLiveDetails(modelOf(2), live);
  expect(details).toMatchObject({ elapsedMs: 12_345, targets: ["http://127.0.0.1:8000"] });
  expect(details.verdict).toEqual({ status: "VALID", reasons: [] });
  expect(details.ledger).toMatchObject({ started: 5, succeeded: 5 });
  expect(details.total.requests).toBe(4);
});

it("keeps the last five minutes", () => {
  const { history } = buildLiveDetails(modelOf(400), live);
  expect([history.length, history[0]?.t, history.at(-1)?.t]).toEqual([300, 101, 400]);
});

it("shows what each worker does now, and calls one silent that says nothing", () => {
  const { workerRows } = buildLiveDetails(modelOf(20), live);
  expect(workerRows).toEqual([
    { name: "a-name", state: "running", users: 4, rps: 2, cpu: 0.5, loopDelayP99Ms: null },
    { name: "b-name", state: "silent", users: 4, rps: 0, cpu: null, loopDelayP99Ms: null },
  ]);
});

it("calls a worker lost until it returns, and finished after its last snapshot", () => {
  const model = modelOf(3);
  const statesOf = () => buildLiveDetails(model, live).workerRows.map(({ state }) => state);
  model.apply({ type: "lost", worker: "b", t: 3, lost: 0, blindFromS: 1 });
  expect(statesOf()).toEqual(["running", "lost"]);
  model.apply({ type: "returned", worker: "b", t: 3.5 });
  model.apply(intervalOf(3, { workers: [workerRowOf("a", { final: true }), workerRowOf("b")] }));
  expect(statesOf()).toEqual(["finished", "running"]);
});

it("has failures, warnings and the newest events", () => {
  const model = modelOf(1);
  model.apply(
    intervalOf(1, {
      errors: [{ kind: "reset", message: "gone", count: 2, firstSeenMs: 1, lastSeenMs: 2 }],
      warnings: [{ code: "not_streamed", count: 3 }],
    }),
  );
  for (let t = 0; t < 50; t++) model.apply({ type: "event", t, kind: "loadChanged", text: "x" });
  const { errors, warnings, events } = buildLiveDetails(model, live);
  expect(errors).toMatchObject([{ kind: "reset", count: 2 }]);
  expect(warnings).toMatchObject([{ code: "not_streamed", count: 3 }]);
  expect([events.length, events.at(-1)?.t]).toEqual([20, 49]);
});
