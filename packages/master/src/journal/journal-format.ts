// The journal's bytes: a magic line, then frames of length, CRC-32 and msgpack. A run that was killed
// leaves a last frame cut anywhere; the reader stops there and says so.
import { crc32 } from "node:zlib";
import { packValue, unpackValue } from "@gadfly/shared/protocol/codec";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import { journalRecord, type JournalRecord } from "./journal-record.ts";

const magic = Buffer.from("gadfly journal 1\n");
const headerBytes = 8;
const maxRecordBytes = 256 * 1024 * 1024;

/** The first bytes of every journal. */
export const journalMagic = (): Uint8Array => magic;

/** One record as it is appended. */
export const encodeRecord = (record: JournalRecord): Uint8Array => {
  const body = packValue(record);
  const frame = Buffer.alloc(headerBytes + body.length);
  frame.writeUInt32BE(body.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  frame.set(body, headerBytes);
  return frame;
};

/** What a journal held. */
export interface JournalContent {
  readonly records: JournalRecord[];
  /** Bytes at the end that are no whole record; 0 for a run that ended in order. */
  readonly tornBytes: number;
}

const readRecord = (bytes: Buffer, at: number): { record: JournalRecord; end: number } | null => {
  if (at + headerBytes > bytes.length) return null;
  const length = bytes.readUInt32BE(at);
  const end = at + headerBytes + length;
  if (length > maxRecordBytes || end > bytes.length) return null;
  const body = bytes.subarray(at + headerBytes, end);
  if (crc32(body) !== bytes.readUInt32BE(at + 4)) return null;
  const value = unpackValue(body);
  const parsed = value.ok ? journalRecord.safeParse(value.value) : null;
  return parsed?.success === true ? { record: parsed.data, end } : null;
};

/**
 * Hands on record after record, as far as they are whole, and keeps none: a journal of days is many
 * times what is made of it. The answer is the number of bytes at the end that are no whole record.
 */
export const eachRecord = (
  content: Uint8Array,
  take: (record: JournalRecord) => void,
): Result<number> => {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (!bytes.subarray(0, magic.length).equals(magic)) return err("it is not a gadfly journal");
  let at = magic.length;
  for (let next = readRecord(bytes, at); next !== null; next = readRecord(bytes, at)) {
    take(next.record);
    at = next.end;
  }
  return ok(bytes.length - at);
};

/** Reads as far as the records are whole. */
export const decodeJournal = (content: Uint8Array): Result<JournalContent> => {
  const records: JournalRecord[] = [];
  const tornBytes = eachRecord(content, (record) => records.push(record));
  return tornBytes.ok ? ok({ records, tornBytes: tornBytes.value }) : tornBytes;
};
