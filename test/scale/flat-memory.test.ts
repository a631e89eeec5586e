// Memory stays flat, in time lapse: hours of intervals in seconds, through the objects of a run. The real
// time is `npm run bench -- soak`.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { encodeMessage } from "@gadfly/shared/protocol/codec";
import { Outbox } from "@gadfly/worker/link/outbox";
import { Recorder } from "@gadfly/worker/record/recorder";
import { buildSnapshot } from "@gadfly/worker/record/snapshot-builder";
import { describe, expect, it } from "vitest";
import { mergePlan } from "../../bench/src/merge/merge-plan.ts";
import { BarePath } from "../../bench/src/merge/bare-path.ts";
import { SnapshotMaker } from "../../bench/src/simulated/snapshot-maker.ts";
import { streamedRecord } from "../support/request-records.ts";
import { snapshotOf } from "../support/snapshots.ts";
import { say } from "./watched-program.ts";

setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");

/** What lives, buffers outside the heap included. */
const liveBytes = (): number => {
  if (typeof collect !== "function") throw new Error("there is no collector to be called");
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** Bytes that stay of each interval, once everything that fills up at first is full. */
const growthPerInterval = (
  intervals: { readonly settled: number; readonly measured: number },
  run: (interval: number) => void,
): number => {
  for (let interval = 0; interval < intervals.settled; interval++) run(interval);
  const before = liveBytes();
  const end = intervals.settled + intervals.measured;
  for (let interval = intervals.settled; interval < end; interval++) run(interval);
  return (liveBytes() - before) / intervals.measured;
};

describe("memory stays flat", () => {
  it("in a master: of each second only a row of the timeline stays", () => {
    const workers = 5;
    const path = new BarePath(workers, 1);
    const maker = new SnapshotMaker({ groups: 1, values: 50 });
    const { runId } = mergePlan(workers);
    const perInterval = growthPerInterval({ settled: 200, measured: 1_800 }, (interval) => {
      const frames = Array.from({ length: workers }, (_, worker) => {
        const place = { runId, worker, made: interval, interval, users: 1, isFinal: false };
        return encodeMessage({ ...maker.make(place), sequence: interval });
      });
      path.takeInterval(frames, interval);
    });
    expect(path.close(2_000)).toBe(true);
    expect(path.acknowledged).toBe(2_000 * workers);
    say(`a master keeps ${perInterval.toFixed(0)} bytes of each second`);
    expect(perInterval).toBeLessThan(1_000);
  });

  it("in a worker: nothing stays of what the master has acknowledged", () => {
    const recorder = new Recorder(0);
    const outbox = new Outbox();
    const { health } = snapshotOf(0, 0);
    const requestsPerInterval = 20;
    const perInterval = growthPerInterval({ settled: 500, measured: 5_000 }, (interval) => {
      for (let request = 0; request < requestsPerInterval; request++) {
        const record = streamedRecord({ requestId: `r-${interval}-${request}` });
        recorder.started(record);
        for (let event = 0; event < record.tokenEvents; event++)
          recorder.tokenEvents(record, 1_100 + 100 * event, 1, event === 0 ? null : 100);
        recorder.ended(record);
      }
      outbox.add(
        buildSnapshot({
          runId: "r",
          interval,
          users: requestsPerInterval,
          peakUsers: requestsPerInterval,
          inFlight: 0,
          waiting: 0,
          recorder,
          health,
          isFinal: false,
        }),
      );
      outbox.acknowledge(outbox.takeSendable().map(({ sequence }) => sequence));
    });
    expect(outbox.isEmpty).toBe(true);
    say(`a worker keeps ${perInterval.toFixed(0)} bytes of each second`);
    expect(perInterval).toBeLessThan(100);
  });
});
