import { snapshotMessage } from "@gadfly/shared/protocol/worker-message";
import { expect, it } from "vitest";
import { refusedRecord, streamedRecord } from "../../../../test/support/request-records.ts";
import { frameOf } from "../../../../test/support/snapshots.ts";
import { Recorder } from "./recorder.ts";
import { buildSnapshot } from "./snapshot-builder.ts";

const health = { cpu: 0.2, gcMs: 1, rssBytes: 5_000_000, loopDelay: frameOf([500]) };

const build = (recorder: Recorder, interval: number, isFinal = false) =>
  buildSnapshot({
    runId: "run",
    interval,
    users: 3,
    peakUsers: 4,
    inFlight: 1,
    waiting: 0,
    recorder,
    health,
    isFinal,
  });

it("puts a ledger that adds up beside one interval of the books", () => {
  const recorder = new Recorder(0);
  for (const record of [streamedRecord(), refusedRecord()]) {
    recorder.started(record);
    recorder.ended(record);
  }
  recorder.started(streamedRecord());
  const snapshot = build(recorder, 4);
  expect(snapshot).toMatchObject({
    fromInterval: 4,
    toInterval: 4,
    users: 3,
    peakUsers: 4,
    final: false,
    health,
    ledger: {
      due: 3,
      started: 3,
      succeeded: 1,
      failed: 1,
      cancelled: 0,
      inFlight: 1,
      dropped: 0,
      waiting: 0,
    },
  });
  expect(snapshotMessage.safeParse({ ...snapshot, sequence: 0 }).error).toBeUndefined();
});

it("keeps counting in the ledger and empties the rest", () => {
  const recorder = new Recorder(0);
  recorder.started(refusedRecord());
  recorder.ended(refusedRecord());
  build(recorder, 0);
  const second = build(recorder, 1, true);
  expect(second.ledger).toMatchObject({ started: 1, failed: 1 });
  expect(second).toMatchObject({ histograms: [], counters: [], errors: [], final: true });
});
