import { snapshotMessage } from "@gadfly/shared/protocol/worker-message";
import { maxRecordsPerSnapshot } from "@gadfly/shared/result/request-record";
import { describe, expect, it } from "vitest";
import { refusedRecord, streamedRecord } from "../../../../test/support/request-records.ts";
import { snapshotOf } from "../../../../test/support/snapshots.ts";
import { RecordBuffer, type RecordBufferSettings } from "./record-buffer.ts";

const bufferOf = (changes: Partial<RecordBufferSettings> = {}): RecordBuffer =>
  new RecordBuffer({
    share: 1,
    seed: 7,
    startedAtMs: () => 400,
    redact: (text) => text.replaceAll("secret", "[secret]"),
    ...changes,
  });

/** Users and iterations that a share chooses out of 100 × 20. */
const chosenBy = (share: number, seed = 7): string[] => {
  const buffer = bufferOf({ share, seed });
  for (let user = 0; user < 100; user++)
    for (let iteration = 0; iteration < 20; iteration++)
      buffer.add(streamedRecord({ user, iteration }), []);
  return buffer.cut().records.map((facts) => `${facts.user} ${facts.iteration}`);
};

describe("a request record", () => {
  it("has its moments on the run's timeline and the values that its metrics got", () => {
    const buffer = bufferOf();
    buffer.add(streamedRecord({ notes: ["data_after_done"] }), ["prefix_cache"]);
    expect(buffer.cut().records).toEqual([
      expect.objectContaining({
        requestId: "r-0-0",
        outcome: "succeeded",
        failure: null,
        dueS: 0.6,
        sentS: 0.602,
        endedS: 1.01,
        warnings: ["data_after_done", "prefix_cache"],
        metrics: expect.objectContaining({ ttft: 98, e2e: 398, ttlb: 408, output_tokens: 8 }),
      }),
    ]);
  });

  it("tells of a failure its kind and what was seen", () => {
    const buffer = bufferOf();
    buffer.add(refusedRecord(), []);
    expect(buffer.cut().records[0]).toMatchObject({
      outcome: "failed",
      failure: "connect_refused",
      message: "connection refused",
      status: null,
    });
  });

  it("holds no secret that a server put into the reason for its end", () => {
    const buffer = bufferOf();
    buffer.add(streamedRecord({ finishReason: "secret".repeat(200) }), []);
    expect(buffer.cut().records[0]?.finishReason).toMatch(/^(?:\[secret\])+\[?\w*$/);
  });
});

describe("the buffer", () => {
  it("keeps so many of an interval, counts the others, and begins anew", () => {
    const buffer = bufferOf();
    for (let at = 0; at < maxRecordsPerSnapshot + 5; at++) buffer.add(streamedRecord(), []);
    const full = buffer.cut();
    expect(full.records).toHaveLength(maxRecordsPerSnapshot);
    expect(full.recordsDropped).toBe(5);
    expect(snapshotMessage.safeParse({ ...snapshotOf(0, 0), ...full }).error).toBeUndefined();
    expect(buffer.cut()).toEqual({ records: [], recordsDropped: 0 });
  });

  it("takes about the share that was asked for, the same requests each time", () => {
    const chosen = chosenBy(0.1);
    expect(chosen.length).toBeGreaterThan(150);
    expect(chosen.length).toBeLessThan(250);
    expect(chosenBy(0.1)).toEqual(chosen);
    expect(chosenBy(0.1, 8)).not.toEqual(chosen);
  });

  it("takes with a larger share whatever a smaller one takes", () => {
    const more = new Set(chosenBy(0.3));
    expect(chosenBy(0.1).filter((request) => !more.has(request))).toEqual([]);
  });
});
