// Two snapshots that were never on a socket, as one. Exact: deltas add, absolutes take the later.
import { addFrame, encodeHistogram } from "@gadfly/shared/metrics/hdr-codec";
import type { HistogramFrame } from "@gadfly/shared/metrics/histogram-frame";
import { Histogram } from "@gadfly/shared/metrics/histogram";
import { maxRecordsPerSnapshot } from "@gadfly/shared/result/request-record";
import type { SnapshotMessage } from "@gadfly/shared/protocol/worker-message";
import { FailureCounter } from "../record/failure-counter.ts";

/** A snapshot before it is numbered: the number is given when it is first written. */
export type UnsentSnapshot = Omit<SnapshotMessage, "sequence">;

/** The exact merge of two frames made by this process. */
const mergeFrames = (first: HistogramFrame, second: HistogramFrame): HistogramFrame => {
  const merged = new Histogram();
  for (const frame of [first, second]) {
    const added = addFrame(merged, frame);
    if (!added.ok) throw new Error(`own histogram frame is unreadable: ${added.error}`);
  }
  return encodeHistogram(merged);
};

const combineBy = <T>(
  items: readonly T[],
  keyOf: (item: T) => string | number,
  combine: (first: T, second: T) => T,
): T[] => {
  const byKey = new Map<string | number, T>();
  for (const item of items) {
    const before = byKey.get(keyOf(item));
    byKey.set(keyOf(item), before === undefined ? item : combine(before, item));
  }
  return [...byKey.values()];
};

/** Through the bound of one interval again: a master refuses a frame with too many texts. */
const mergeErrors = (errors: UnsentSnapshot["errors"]): UnsentSnapshot["errors"] => {
  const counter = new FailureCounter();
  for (const error of errors) counter.addCounted(error);
  return counter.cut();
};

const combineHealth = (
  first: UnsentSnapshot["health"],
  second: UnsentSnapshot["health"],
): UnsentSnapshot["health"] => ({
  cpu: Math.max(first.cpu, second.cpu),
  gcMs: first.gcMs + second.gcMs,
  rssBytes: second.rssBytes,
  loopDelay: mergeFrames(first.loopDelay, second.loopDelay),
});

/** As many as one snapshot may hold; the newer ones give way. */
const combineRecords = (
  first: UnsentSnapshot,
  second: UnsentSnapshot,
): Pick<UnsentSnapshot, "records" | "recordsDropped"> => {
  if (first.records === undefined && second.records === undefined) return {};
  const all = [...(first.records ?? []), ...(second.records ?? [])];
  const records = all.slice(0, maxRecordsPerSnapshot);
  const dropped = (first.recordsDropped ?? 0) + (second.recordsDropped ?? 0);
  return { records, recordsDropped: dropped + all.length - records.length };
};

/** `first` and `second` cover adjacent intervals of one worker, in this order. */
export const mergeSnapshots = (first: UnsentSnapshot, second: UnsentSnapshot): UnsentSnapshot => ({
  ...second,
  fromInterval: first.fromInterval,
  peakUsers: Math.max(first.peakUsers, second.peakUsers),
  histograms: combineBy(
    [...first.histograms, ...second.histograms],
    (entry) => entry.id,
    (a, b) => ({ id: a.id, frame: mergeFrames(a.frame, b.frame), total: b.total }),
  ),
  counters: combineBy(
    [...first.counters, ...second.counters],
    (entry) => entry.id,
    (a, b) => ({ id: a.id, delta: a.delta + b.delta, total: b.total }),
  ),
  coalesced: first.coalesced + second.coalesced,
  tokenSources: {
    usage: first.tokenSources.usage + second.tokenSources.usage,
    events: first.tokenSources.events + second.tokenSources.events,
  },
  errors: mergeErrors([...first.errors, ...second.errors]),
  warnings: combineBy(
    [...first.warnings, ...second.warnings],
    (warning) => warning.code,
    (a, b) => ({ code: a.code, count: a.count + b.count }),
  ),
  health: combineHealth(first.health, second.health),
  ...combineRecords(first, second),
});
