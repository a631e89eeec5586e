// What the feed has to say: the past as messages, what is new since the last time, and the tables now.
import type { JournalRecord } from "@gadfly/shared/journal/journal-record";
import { packValue } from "@gadfly/shared/protocol/codec";
import { gadflyVersion } from "@gadfly/shared/protocol/version";
import { feedVersion } from "@gadfly/shared/web/feed-address";
import type { FeedMessage } from "@gadfly/shared/web/feed-message";
import { toTables } from "../../reports/html/report-messages.ts";
import type { RunDesk } from "../desk/run-desk.ts";
import type { CatchUp } from "./viewer.ts";

/** Records and steps in one message of the past. */
const recordsAtOnce = 500;
const stepsAtOnce = 30;

const cut = <T>(rows: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
    rows.slice(i * size, (i + 1) * size),
  );

const encode = (message: FeedMessage): Uint8Array => packValue(message);

/** First message of a connection. */
export const helloBytes = (): Uint8Array =>
  encode({ type: "hello", feed: feedVersion, gadfly: gadflyVersion });

/** The last message. */
export const closingBytes = (reason: string): Uint8Array => encode({ type: "closing", reason });

/** The new records since the last message. */
export const recordsBytes = (records: JournalRecord[]): Uint8Array =>
  encode({ type: "records", records });

/** Status and tables now. */
export const snapshotBytes = (desk: RunDesk, log: readonly string[]): Uint8Array => {
  const { result, status } = desk;
  const tables = result === null ? null : toTables(result);
  return encode({ type: "snapshot", status, tables, log: [...log] });
};

function* toMessages(desk: RunDesk): Generator<FeedMessage, undefined> {
  const { history } = desk;
  const [open] = history.records;
  const runId = open?.type === "open" ? open.plan.runId : null;
  // Taken now, as they are: what comes later is pushed.
  const records = [...history.records];
  const { steps } = history;
  yield { type: "begin", runId };
  for (const part of cut(records, recordsAtOnce))
    yield { type: "history", records: part, steps: [] };
  for (const part of cut(steps, stepsAtOnce)) yield { type: "history", records: [], steps: part };
  yield { type: "caughtUp" };
}

function* encodeAll(
  messages: Generator<FeedMessage, undefined>,
  first: FeedMessage,
  last: () => Uint8Array,
): Generator<Uint8Array, undefined> {
  yield encode(first);
  for (const message of messages) yield encode(message);
  yield last();
}

/** Everything that was, encoded as it is read; the state of this moment. */
export const catchUpOf = (desk: RunDesk): CatchUp => {
  const messages = toMessages(desk);
  // A generator does nothing until it is first asked; the copies are to be made at once.
  const first = messages.next();
  const begin: FeedMessage = first.done === true ? { type: "begin", runId: null } : first.value;
  return encodeAll(messages, begin, () => snapshotBytes(desk, desk.log.lines));
};
