import { describe, expect, it } from "vitest";
import {
  frameOf,
  intervalOf,
  openOf,
  seriesOf,
  workerOf,
  workerRowOf,
} from "../../../../../test/support/snapshots.ts";
import type { JournalRecord } from "../../journal/journal-record.ts";
import { RunModel } from "../../stats/run-model.ts";
import { CsvHistory, historyHeader } from "./csv-history.ts";

const titles = historyHeader().trimEnd().split(",");

/** The rows that the file gains by these records. */
const rowsOf = (isFull: boolean, ...records: JournalRecord[]): Record<string, string>[] => {
  const model = new RunModel(openOf());
  const history = new CsvHistory(isFull);
  const all = [workerOf("a"), seriesOf(0, "ttlb"), seriesOf(1, "ttft"), ...records];
  const text = all.map((record) => {
    model.apply(record);
    return history.take(record, model);
  });
  const lines = text.join("").split("\r\n").slice(0, -1);
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(titles.map((title, at) => [title, cells[at] ?? ""]));
  });
};

/** One request of as many milliseconds as the interval's number tells, and its first token. */
const busy = (index: number) =>
  intervalOf(index, {
    histograms: [
      { id: 0, frame: frameOf([(index + 1) * 1000]) },
      { id: 1, frame: frameOf([500]) },
    ],
    workers: [workerRowOf("a", { users: 3 })],
  });

const busyFor = (seconds: number) => Array.from({ length: seconds }, (_, index) => busy(index));

describe("the history", () => {
  it("has Locust's columns in Locust's order", () => {
    expect(historyHeader()).toBe(
      "Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%,Total Request Count,Total Failure Count,Total Median Response Time,Total Average Response Time,Total Min Response Time,Total Max Response Time,Total Average Content Size\r\n",
    );
  });

  it("has one row a second, the aggregate", () => {
    const rows = rowsOf(false, ...busyFor(3));
    expect(rows.map(({ Name, Timestamp }) => [Name, Number(Timestamp)])).toEqual([
      ["Aggregated", 1795322136],
      ["Aggregated", 1795322137],
      ["Aggregated", 1795322138],
    ]);
    expect(rows.at(-1)).toMatchObject({ "User Count": "3", "Requests/s": "1" });
  });

  it("has every row with --csv-full-history, the aggregate the same", () => {
    const full = rowsOf(true, ...busyFor(2));
    expect(full.slice(-3).map(({ Type, Name }) => `${Type} ${Name}`)).toEqual([
      "POST /v1/chat/completions",
      "METRIC ttft",
      " Aggregated",
    ]);
    expect(full.filter(({ Name }) => Name === "Aggregated")).toEqual(rowsOf(false, ...busyFor(2)));
  });

  it.each([false, true])(
    "has percentiles of the last ten seconds beside totals since the start (full: %s)",
    (isFull) => {
      const last = rowsOf(isFull, ...busyFor(30)).at(-1);
      expect(last).toMatchObject({ "100%": "30", "Requests/s": "1" });
      // Seconds 21 to 30: the median is the fifth of ten.
      expect(Number(last?.["50%"])).toBeCloseTo(25, 1);
      expect(last).toMatchObject({
        "Total Request Count": "30",
        "Total Min Response Time": "1",
        "Total Max Response Time": "30",
      });
      expect(Number(last?.["Total Median Response Time"])).toBeCloseTo(15, 1);
    },
  );

  it("takes a late interval into the window that it belongs to, and into the totals", () => {
    const late: JournalRecord = { ...busy(1), type: "amend" };
    const last = rowsOf(false, intervalOf(0), intervalOf(1), late, intervalOf(2)).at(-1);
    expect(last).toMatchObject({ "100%": "2", "Total Request Count": "1" });
    const tooLate = rowsOf(false, ...Array.from({ length: 15 }, (_, at) => intervalOf(at)), late);
    expect(tooLate.at(-1)).toMatchObject({ "100%": "N/A", "Total Request Count": "0" });
  });

  it("ends with what came after the last interval", () => {
    const late: JournalRecord = { ...busy(0), type: "amend" };
    const end: JournalRecord = { type: "end", t: 1, endReason: "completed", exitCode: 0 };
    const rows = rowsOf(false, intervalOf(0), late, end);
    expect(rows.map((row) => row["Total Request Count"])).toEqual(["0", "1"]);
    expect(rowsOf(false, busy(0), end)).toHaveLength(1);
  });

  it("forgets with --reset-stats what came before", () => {
    const reset: JournalRecord = { type: "reset", t: 2.5 };
    const rows = rowsOf(false, ...busyFor(2), reset, busy(2), busy(3));
    expect(rows.at(-1)).toMatchObject({
      "100%": "4",
      "Total Request Count": "1",
      "Requests/s": "1",
    });
  });

  it("takes rates over the time that the load went on", () => {
    const stopping: JournalRecord = { type: "phase", t: 1.25, phase: "stopping", users: 0 };
    const last = rowsOf(false, busy(0), stopping, busy(1)).at(-1);
    expect(last).toMatchObject({ "Requests/s": "1.6", "Total Request Count": "2" });
  });
});
