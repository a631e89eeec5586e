// Neighbouring intervals as one: deltas are summed, histograms bucket by bucket, and of absolutes the
// newest stay. A percentile over merged steps is the one over their intervals.
import { failureKey } from "../errors/failure-shape.ts";
import type { WorkerInterval } from "./journal-record.ts";
import { addFrame, encodeHistogram } from "../metrics/hdr-codec.ts";
import type { HistogramFrame } from "../metrics/histogram-frame.ts";
import { Histogram } from "../metrics/histogram.ts";
import type { ErrorCount } from "../protocol/worker-message.ts";
import type { StepRecord } from "./step-record.ts";

/** What intervals, amendments and steps have in common. */
export type StepFields = Omit<StepRecord, "length" | "index">;

const sumFrames = (frames: readonly HistogramFrame[]): HistogramFrame => {
  const [only, ...more] = frames;
  if (only !== undefined && more.length === 0) return only;
  const sum = new Histogram();
  for (const frame of frames) addFrame(sum, frame);
  return encodeHistogram(sum);
};

/** The values of `rows` by key, in the order in which the keys first come. */
const groupBy = <Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> => {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
};

const total = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0);

// By what messages have in common, as everywhere: those with an id in each would pile up for hours.
const mergeErrors = (rows: readonly ErrorCount[]): ErrorCount[] =>
  [...groupBy(rows, ({ kind, message }) => failureKey(kind, message)).values()].flatMap((group) =>
    group.slice(0, 1).map((first) => ({
      ...first,
      count: total(group, ({ count }) => count),
      firstSeenMs: Math.min(...group.map(({ firstSeenMs }) => firstSeenMs)),
      lastSeenMs: Math.max(...group.map(({ lastSeenMs }) => lastSeenMs)),
    })),
  );

/** How far a worker is; none of these ever falls. */
const progressOf = ({ ledger }: WorkerInterval): number =>
  ledger.due + ledger.started + ledger.succeeded + ledger.failed + ledger.cancelled;

/** Amendments of what is long past come late, so the row that knows most is the newest. */
const newestOf = (rows: readonly WorkerInterval[]): WorkerInterval | undefined =>
  rows.reduce<WorkerInterval | undefined>(
    (newest, row) => (newest !== undefined && progressOf(newest) > progressOf(row) ? newest : row),
    undefined,
  );

const mergeWorkers = (rows: readonly WorkerInterval[]): WorkerInterval[] =>
  [...groupBy(rows, ({ worker }) => worker).values()].flatMap((group) => {
    const newest = newestOf(group);
    if (newest === undefined) return [];
    return [
      {
        ...newest,
        peakUsers: Math.max(...group.map(({ peakUsers }) => peakUsers)),
        cpu: total(group, ({ cpu }) => cpu) / group.length,
        gcMs: total(group, ({ gcMs }) => gcMs),
        loopDelay: sumFrames(group.map(({ loopDelay }) => loopDelay)),
        final: group.some(({ final }) => final),
      },
    ];
  });

/** Request records that were written and dropped; absent where none were asked for. */
const mergeRecords = (parts: readonly StepFields[]): Pick<StepFields, "records"> => {
  const rows = parts.flatMap(({ records }) => records ?? []);
  if (rows.length === 0) return {};
  const written = total(rows, (row) => row.written);
  return { records: { written, dropped: total(rows, ({ dropped }) => dropped) } };
};

/** Everything that the parts hold, in one. */
export const mergeSteps = (parts: readonly StepFields[]): StepFields => ({
  histograms: [
    ...groupBy(
      parts.flatMap(({ histograms }) => histograms),
      ({ id }) => id,
    ),
  ].map(([id, rows]) => ({ id, frame: sumFrames(rows.map(({ frame }) => frame)) })),
  counters: [
    ...groupBy(
      parts.flatMap(({ counters }) => counters),
      ({ id }) => id,
    ),
  ].map(([id, rows]) => ({ id, delta: total(rows, ({ delta }) => delta) })),
  coalesced: total(parts, ({ coalesced }) => coalesced),
  tokenSources: {
    usage: total(parts, ({ tokenSources }) => tokenSources.usage),
    events: total(parts, ({ tokenSources }) => tokenSources.events),
  },
  errors: mergeErrors(parts.flatMap(({ errors }) => errors)),
  warnings: [
    ...groupBy(
      parts.flatMap(({ warnings }) => warnings),
      ({ code }) => code,
    ),
  ].map(([code, rows]) => ({ code, count: total(rows, ({ count }) => count) })),
  ...mergeRecords(parts),
  workers: mergeWorkers(parts.flatMap(({ workers }) => workers)),
});
