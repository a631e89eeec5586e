// What the feed has to say: the past as messages, what is new since the last time, and the tables now.
import type { JournalRecord } from "@gadfly/shared/journal/journal-record";
import type { StepRecord } from "@gadfly/shared/journal/step-record";
import { packValue } from "@gadfly/shared/protocol/codec";
import { gadflyVersion } from "@gadfly/shared/protocol/version";
import { feedVersion } from "@gadfly/shared/web/feed-address";
import type { FeedMessage, LiveTables } from "@gadfly/shared/web/feed-message";
import type { RunDesk } from "../desk/run-desk.ts";
import type { TableMaker } from "./table-maker.ts";
import type { CatchUp } from "./viewer.ts";

/** About as much as one message of the past holds: encoded in a millisecond. */
const partBytes = 64 * 1024;

const recordBytes = (record: JournalRecord): number =>
  record.type === "event" ? 100 + record.text.length : 200;

/** Roughly; workers and texts of errors count as well as histograms. */
const stepBytes = ({ histograms, workers, errors }: StepRecord): number =>
  histograms.reduce((sum, { frame }) => sum + 60 + frame.hdr.length, 0) +
  workers.reduce((sum, { loopDelay }) => sum + 350 + loopDelay.hdr.length, 0) +
  errors.reduce((sum, { message }) => sum + 100 + message.length, 0);

/** Rows in parts of about so many bytes, at least one row each. */
export function* cutBySize<T>(
  rows: readonly T[],
  sizeOf: (row: T) => number,
  limit = partBytes,
): Generator<T[], undefined> {
  let part: T[] = [];
  let size = 0;
  for (const row of rows) {
    const more = sizeOf(row);
    if (part.length > 0 && size + more > limit) {
      yield part;
      part = [];
      size = 0;
    }
    part.push(row);
    size += more;
  }
  if (part.length > 0) yield part;
}

const encode = (message: FeedMessage): Uint8Array => packValue(message);

/** First message of a connection. */
export const helloBytes = (): Uint8Array =>
  encode({ type: "hello", feed: feedVersion, gadfly: gadflyVersion });

/** The last message. */
export const closingBytes = (reason: string): Uint8Array => encode({ type: "closing", reason });

/** The new records since the last message. */
export const recordsBytes = (records: JournalRecord[]): Uint8Array =>
  encode({ type: "records", records });

/** Status now, and the newest tables. */
export const snapshotBytes = (
  { status }: RunDesk,
  tables: LiveTables | null,
  log: readonly string[],
): Uint8Array => encode({ type: "snapshot", status, tables, log: [...log] });

/** Everything that was, encoded as it is read. null: nothing to send yet, ask again. */
export function catchUpOf(desk: RunDesk, maker: TableMaker): CatchUp {
  const [open] = desk.history.records;
  const runId = open?.type === "open" ? open.plan.runId : null;
  // Taken now, as they are: what comes later is pushed.
  const records = [...desk.history.records];
  const { steps } = desk.history;
  maker.refresh();
  return (function* tell(): CatchUp {
    yield encode({ type: "begin", runId });
    for (const part of cutBySize(records, recordBytes))
      yield encode({ type: "history", records: part, steps: [] });
    for (const part of cutBySize(steps, stepBytes))
      yield encode({ type: "history", records: [], steps: part });
    yield encode({ type: "caughtUp" });
    while (!maker.isFresh) {
      maker.refresh();
      yield null;
    }
    yield snapshotBytes(desk, maker.tables, desk.log.lines);
  })();
}
