import { expect, test } from "vitest";
import { TruthLog } from "./truth-log.ts";

test("remembers the newest requests only", () => {
  const log = new TruthLog(3);
  for (const id of ["a", "b", "c", "d", "e"]) log.begin(id, 0);
  expect(log.ids()).toEqual(["c", "d", "e"]);
  expect(log.find("a")).toBeUndefined();
  expect(log.totals.received).toBe(5);
});

test("bounds the chunks of all requests together", () => {
  const log = new TruthLog(3);
  const entries = ["a", "b", "c"].map((id) => log.begin(id, 0));
  for (const entry of entries) log.reserve(entry, 300);
  expect(log.ids()).toEqual(["b", "c"]);
  const huge = log.begin("huge", 0);
  log.reserve(huge, 100_000);
  expect(log.ids()).toEqual(["huge"]);
  log.begin("next", 0);
  expect(log.ids()).toEqual(["next"]);
});

test("keeps requests with the same id apart", () => {
  const log = new TruthLog(5);
  for (const receivedAtMs of [1, 2, 3]) log.begin("a", receivedAtMs);
  expect(log.ids()).toEqual(["a", "a#2", "a#3"]);
  expect(log.find("a#3")?.receivedAtMs).toBe(3);
});

test("keeps the newest of two requests that would get the same name", () => {
  const log = new TruthLog(2);
  for (const receivedAtMs of [1, 2, 3, 4, 5]) log.begin("a", receivedAtMs);
  expect(log.ids().map((id) => [id, log.find(id)?.receivedAtMs])).toEqual([
    ["a", 4],
    ["a#2", 5],
  ]);
});

test("balances: received is the sum of the ends and of those in flight, also after a clear", () => {
  const log = new TruthLog(5);
  const entries = ["a", "b", "c", "d"].map((id) => log.begin(id, 0));
  const ends = ["completed", "cancelled", "refused", "faulted"] as const;
  for (const [index, entry] of entries.entries()) {
    if (index === 2) log.clear();
    const { received, completed, cancelled, refused, faulted, inFlight } = log.totals;
    expect(received).toBe(completed + cancelled + refused + faulted + inFlight);
    log.settle(entry, ends[index] ?? "completed", 5);
  }
  expect(log.totals).toMatchObject({ received: 2, refused: 1, faulted: 1, inFlight: 0 });
});

test("records chunks of a request that was forgotten without keeping it", () => {
  const log = new TruthLog(1);
  const old = log.begin("old", 0);
  log.begin("new", 0);
  log.reserve(old, 2);
  log.addChunk(old, 1, 2, 3);
  expect(log.totals).toMatchObject({ chunks: 1, tokens: 3 });
  expect(log.ids()).toEqual(["new"]);
});

test("shows times with a resolution of a microsecond", () => {
  const log = new TruthLog(1);
  const entry = log.begin("a", 1.23456);
  log.reserve(entry, 4);
  log.addChunk(entry, 2.00049, 2.00051, 1);
  log.settle(entry, "cancelled", 3);
  expect(entry.toJson()).toMatchObject({
    receivedAtMs: 1.235,
    cancelledAtMs: 3,
    sentTokens: 1,
    chunks: { dueAtMs: [2], sentAtMs: [2.001], tokens: [1] },
  });
});
