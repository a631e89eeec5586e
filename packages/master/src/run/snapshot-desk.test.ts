import { describe, expect, it } from "vitest";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { silentLogger } from "@gadfly/shared/logging/logger";
import type { SnapshotMessage } from "@gadfly/shared/protocol/worker-message";
import { factsOf } from "../../../../test/support/request-facts.ts";
import {
  frameOf,
  labelsOf,
  ledgerOf,
  openOf,
  planOf,
  snapshotOf,
  workerOf,
} from "../../../../test/support/snapshots.ts";
import type { JournalRecord } from "../journal/journal-record.ts";
import type { RunFolder } from "../journal/run-folder.ts";
import type { RecordSink } from "../reports/records/record-line.ts";
import { RunBook } from "./run-book.ts";
import { SnapshotDesk } from "./snapshot-desk.ts";

/** A folder that only has a journal. */
const folderOf = (write: (record: JournalRecord) => void): RunFolder => ({
  path: null,
  journal: { write, close: () => {} },
  saveResult: () => {},
  discard: () => {},
});

/** A desk whose journal and acknowledgements go to one list, in their order. */
const openDesk = (sink: RecordSink | null = null) => {
  const log: string[] = [];
  const records: JournalRecord[] = [];
  const write = (record: JournalRecord) => {
    records.push(record);
    log.push("index" in record ? `${record.type} ${record.index}` : record.type);
  };
  const book = new RunBook(folderOf(write), silentLogger, openOf());
  for (const id of ["a", "b"]) book.write(workerOf(id));
  const desk = new SnapshotDesk({
    book,
    logger: silentLogger,
    clockOf: () => null,
    records: sink,
    acknowledge: ({ worker, sequences }) => log.push(`ack ${worker} ${sequences.join()}`),
  });
  for (const id of ["a", "b"]) {
    const series = [{ id: 0, metric: "ttlb", labels: labelsOf() }];
    desk.announce(id, { type: "series", runId: planOf().runId, series });
  }
  log.length = 0;
  records.length = 0;
  return { desk, log, records, model: book.model };
};

/** One sample of ttlb; `total` says how many there should be by now. */
const sampleOf = (sequence: number, interval: number, total = sequence + 1): SnapshotMessage =>
  snapshotOf(sequence, interval, {
    histograms: [{ id: 0, frame: frameOf([1000]), total }],
    ledger: ledgerOf(total, { succeeded: total }),
  });

const countOf = ({ model }: ReturnType<typeof openDesk>) =>
  model.all.store.sumOf("ttlb", () => true).count;

describe("snapshot desk", () => {
  it("merges, then writes, then acknowledges", () => {
    const { desk, log } = openDesk();
    desk.take("a", sampleOf(0, 0), 0);
    desk.take("b", sampleOf(0, 0), 0);
    expect(log).toEqual([]);
    desk.closeIntervals(["a", "b"], -1);
    expect(log).toEqual(["interval 0", "ack a 0", "ack b 0"]);
  });

  it("does not acknowledge what a bug kept out of the journal", () => {
    const log: string[] = [];
    let isFull = false;
    const write = () => {
      if (isFull) throw new Error("disk full");
    };
    const acknowledge = () => void log.push("ack");
    const book = new RunBook(folderOf(write), silentLogger, openOf());
    const deps = { book, logger: silentLogger, clockOf: () => null, acknowledge };
    const desk = new SnapshotDesk(deps);
    desk.take("a", snapshotOf(0, 0), 0);
    isFull = true;
    expect(() => desk.closeIntervals(["a"], -1)).toThrow("disk full");
    expect(log).toEqual([]);
  });

  it("goes on without its files when the disk refuses: folded, acknowledged, and said", () => {
    const acknowledged: number[] = [];
    const write = () => {
      throw new GadflyError("GF_RESULTS_UNWRITABLE", { path: "/full", reason: "ENOSPC" });
    };
    const book = new RunBook(folderOf(write), silentLogger, openOf());
    const desk = new SnapshotDesk({
      book,
      logger: silentLogger,
      clockOf: () => null,
      acknowledge: ({ sequences }) => void acknowledged.push(...sequences),
    });
    book.write(workerOf("a"));
    desk.take("a", snapshotOf(0, 0), 0);
    desk.closeIntervals(["a"], -1);
    expect(acknowledged).toEqual([0]);
    expect(book.model.timeline.rows).toHaveLength(1);
    expect(book.trouble).toMatchObject({ code: "GF_RESULTS_UNWRITABLE", exitCode: 2 });
  });

  it("waits for every worker until the grace is over", () => {
    const { desk, log } = openDesk();
    desk.take("a", sampleOf(0, 0), 0);
    desk.closeIntervals(["a", "b"], -1);
    expect(log).toEqual([]);
    desk.closeIntervals(["a", "b"], 0);
    expect(log).toEqual(["interval 0", "ack a 0"]);
  });

  it("counts a snapshot once that came twice", () => {
    const given = openDesk();
    given.desk.take("a", sampleOf(0, 0), 0);
    given.desk.take("a", sampleOf(0, 0), 0);
    given.desk.closeIntervals(["a"], -1);
    given.desk.take("a", sampleOf(0, 0), 5);
    given.desk.close(1);
    expect(countOf(given)).toBe(1);
    expect(given.model.mismatches).toEqual([]);
  });

  it("acknowledges a repetition only once the first copy is in the journal", () => {
    const { desk, log } = openDesk();
    desk.take("a", sampleOf(0, 0), 0);
    desk.take("a", sampleOf(0, 0), 0);
    expect(log).toEqual([]);
    desk.closeIntervals(["a"], -1);
    desk.take("a", sampleOf(0, 0), 0);
    expect(log).toEqual(["interval 0", "ack a 0", "ack a 0"]);
  });

  it("tells two workers with the same sequence apart", () => {
    const given = openDesk();
    given.desk.take("a", sampleOf(0, 0), 0);
    given.desk.take("b", sampleOf(0, 0), 0);
    given.desk.close(1);
    expect(countOf(given)).toBe(2);
  });

  it("writes what comes after its interval as an amendment, at once", () => {
    const given = openDesk();
    given.desk.take("a", sampleOf(0, 0), 0);
    given.desk.closeIntervals(["a", "b"], 0);
    given.log.length = 0;
    given.desk.take("b", sampleOf(0, 0), 4);
    expect(given.log).toEqual(["amend 0", "ack b 0"]);
    expect(countOf(given)).toBe(2);
    expect(given.model.timeline.rows[0]).toMatchObject({ workers: 2, rps: 2 });
  });

  it("refuses a snapshot of the far future and goes on", () => {
    const given = openDesk();
    const trouble = given.desk.take("a", sampleOf(0, 2_000_000_000, 1), 7);
    expect(trouble).toBe("a snapshot of interval 2000000000 came in interval 7");
    expect(given.desk.take("a", sampleOf(0, 10), 7)).toBeNull();
    given.desk.close(8);
    expect(countOf(given)).toBe(1);
  });

  it("refuses a snapshot with a broken histogram and counts nothing of it", () => {
    const given = openDesk();
    const frame = { ...frameOf([5]), sum: 6 };
    const broken = snapshotOf(0, 0, {
      histograms: [
        { id: 0, frame: frameOf([1]), total: 1 },
        { id: 0, frame, total: 2 },
      ],
    });
    expect(given.desk.take("a", broken, 0)).toMatch(/^histogram of series 0: /);
    given.desk.close(1);
    expect(countOf(given)).toBe(0);
    expect(given.log).toEqual([]);
  });

  it("takes the mended snapshot of the same number after a refused one", () => {
    const given = openDesk();
    given.desk.take("a", snapshotOf(0, 0, { counters: [{ id: 9, delta: 1, total: 1 }] }), 0);
    expect(given.desk.take("a", sampleOf(0, 0), 0)).toBeNull();
    given.desk.close(1);
    expect(countOf(given)).toBe(1);
  });

  it("writes a mismatch when the deltas are not the absolute count", () => {
    const { desk, records } = openDesk();
    desk.take("a", sampleOf(0, 0, 1), 0);
    desk.take("a", sampleOf(1, 1, 5), 1);
    desk.close(2);
    expect(records.at(-1)).toEqual({
      type: "mismatch",
      t: 2,
      worker: "a",
      text: "series 0: 2 samples merged, 5 reported",
    });
  });

  it("refuses and counts what comes after the end", () => {
    const given = openDesk();
    given.desk.close(1);
    expect(given.desk.take("a", sampleOf(0, 0), 1)).toBeNull();
    expect(given.log).toEqual(["refused"]);
    expect(given.model.refusedSnapshots).toBe(1);
    expect(countOf(given)).toBe(0);
  });

  it("writes a series once, however many workers announce it", () => {
    const { desk, records } = openDesk();
    const series = [{ id: 3, metric: "ttft", labels: labelsOf() }];
    for (const id of ["a", "b", "a"])
      desk.announce(id, { type: "series", runId: planOf().runId, series });
    expect(records).toEqual([{ type: "series", id: 1, metric: "ttft", labels: labelsOf() }]);
  });
});

describe("request records", () => {
  const withRecords = (sequence: number, interval: number, count: number): SnapshotMessage => ({
    ...sampleOf(sequence, interval),
    records: Array.from({ length: count }, (_, iteration) => factsOf({ iteration })),
    recordsDropped: 2,
  });

  it("go to the file once, under the worker's name, however often their snapshot comes", () => {
    const lines: string[] = [];
    const { desk, records, model } = openDesk({
      write: (worker, some) => {
        lines.push(...some.map(({ iteration }) => `${worker} ${iteration}`));
        return some.length;
      },
    });
    for (let copy = 0; copy < 3; copy++) desk.take("a", withRecords(0, 0, 2), 0);
    desk.closeIntervals(["a"], -1);
    desk.take("b", withRecords(0, 0, 1), 1);
    expect(lines).toEqual(["a-name 0", "a-name 1", "b-name 0"]);
    expect(records).toMatchObject([
      { type: "interval", records: { written: 2, dropped: 2 } },
      { type: "amend", records: { written: 1, dropped: 2 } },
    ]);
    expect(model.records).toEqual({ written: 3, dropped: 4 });
  });

  it("count as dropped when the file refuses them", () => {
    const { desk, model } = openDesk({ write: () => 0 });
    desk.take("a", withRecords(0, 0, 3), 0);
    desk.close(1);
    expect(model.records).toEqual({ written: 0, dropped: 5 });
  });

  it("leave no trace in the journal of a run without them", () => {
    const { desk, records } = openDesk();
    desk.take("a", sampleOf(0, 0), 0);
    desk.close(1);
    expect(records[0]).not.toHaveProperty("records");
  });
});
