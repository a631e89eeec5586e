import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intervalOf, oneOfEachRecord, workerOf } from "../../../../test/support/snapshots.ts";
import { decodeJournal, encodeRecord, journalMagic } from "./journal-format.ts";
import { journalRecord, type JournalRecord } from "./journal-record.ts";

const bytesOf = (records: readonly JournalRecord[]): Uint8Array =>
  Buffer.concat([journalMagic(), ...records.map(encodeRecord)]);

const read = (bytes: Uint8Array) => {
  const content = decodeJournal(bytes);
  if (!content.ok) throw new Error(content.error);
  return content.value;
};

/** Buffers and plain byte arrays of the same content are equal here. */
const plain = (records: readonly JournalRecord[]): unknown =>
  JSON.parse(
    JSON.stringify(records, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
    ).replaceAll(/\{"type":"Buffer","data":\[([\d,]*)\]\}/g, (_all, list: string) =>
      JSON.stringify(Buffer.from(list.split(",").map(Number)).toString("hex")),
    ),
  );

/** Where each record ends, the magic line first. */
const endsOf = (records: readonly JournalRecord[]): number[] => {
  const ends = [journalMagic().length];
  for (const record of records) ends.push((ends.at(-1) ?? 0) + encodeRecord(record).length);
  return ends;
};

describe("journal format", () => {
  const records = oneOfEachRecord();
  const whole = bytesOf(records);

  it("gives back one record of every type", () => {
    const content = read(whole);
    expect(plain(content.records)).toEqual(plain(records));
    expect(content.tornBytes).toBe(0);
    const types = journalRecord.options.map(({ shape }) => shape.type.value);
    expect(new Set(records.map(({ type }) => type))).toEqual(new Set(types));
  });

  it("keeps exact sums beyond 32 bits", () => {
    const sum = Number.MAX_SAFE_INTEGER;
    const record = intervalOf(0, { counters: [{ id: 0, delta: sum }], coalesced: 2 ** 40 });
    expect(read(bytesOf([record])).records).toEqual([record]);
  });

  it("gives the whole records before the cut, wherever it is cut", () => {
    // Without the first record, which is long and would only take time.
    const short = records.slice(1);
    const bytes = bytesOf(short);
    const ends = endsOf(short);
    for (let cut = journalMagic().length; cut < bytes.length; cut++) {
      const content = read(bytes.subarray(0, cut));
      const complete = ends.filter((end) => end <= cut).length - 1;
      expect(content.records.map(({ type }) => type)).toEqual(
        short.slice(0, complete).map(({ type }) => type),
      );
      expect(content.tornBytes).toBe(cut - (ends[complete] ?? 0));
    }
  });

  it("says that it is no journal when even the first line is cut", () => {
    for (let cut = 0; cut < journalMagic().length; cut++)
      expect(decodeJournal(whole.subarray(0, cut))).toEqual({
        ok: false,
        error: "it is not a gadfly journal",
      });
  });

  it("stops before a record with any byte changed, and never throws", () => {
    const few = [workerOf("a"), intervalOf(0), workerOf("b")];
    const bytes = bytesOf(few);
    const ends = endsOf(few);
    for (let at = journalMagic().length; at < bytes.length; at++) {
      const broken = Uint8Array.from(bytes);
      broken[at] = (broken[at] ?? 0) ^ 0x41;
      const hit = ends.filter((end) => end <= at).length - 1;
      expect(read(broken).records).toEqual(few.slice(0, hit));
    }
  });

  it("reads any bytes behind the first line without throwing", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const content = read(Buffer.concat([journalMagic(), encodeRecord(workerOf("a")), noise]));
        expect(content.records[0]).toEqual(workerOf("a"));
      }),
    );
  });

  it("stops at a whole frame that holds no record", () => {
    const alien = { ...workerOf("a"), type: "alien" } as unknown as JournalRecord;
    const content = read(bytesOf([workerOf("a"), alien, workerOf("b")]));
    expect(content.records).toEqual([workerOf("a")]);
    expect(content.tornBytes).toBe(encodeRecord(alien).length + encodeRecord(workerOf("b")).length);
  });

  it("reads bytes that lie in the middle of a larger buffer", () => {
    const padded = Buffer.concat([Buffer.alloc(3), whole, Buffer.alloc(5)]);
    expect(read(padded.subarray(3, -5)).records).toHaveLength(records.length);
  });
});
