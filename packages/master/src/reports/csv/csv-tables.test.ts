import { describe, expect, it } from "vitest";
import {
  frameOf,
  intervalOf,
  labelsOf,
  openOf,
  seriesOf,
  workerOf,
} from "../../../../../test/support/snapshots.ts";
import type { JournalRecord } from "../../journal/journal-record.ts";
import { RunModel } from "../../stats/run-model.ts";
import { exceptionsCsv, failuresCsv, statsCsv } from "./csv-tables.ts";
import { csvLine } from "./csv-text.ts";

const modelOf = (targets: string[], ...records: JournalRecord[]): RunModel => {
  const model = new RunModel(openOf({ targets }));
  for (const record of [workerOf("a"), ...records]) model.apply(record);
  return model;
};

/** The table by the first two columns, each row by its titles. */
const read = (csv: string): Record<string, Record<string, string>> => {
  const [head = "", ...lines] = csv.trimEnd().split("\r\n");
  const titles = head.split(",");
  return Object.fromEntries(
    lines.map((line) => {
      const cells = line.split(",");
      const row = Object.fromEntries(titles.map((title, at) => [title, cells[at] ?? ""]));
      return [`${cells[0]} ${cells[1]}`, row];
    }),
  );
};

const otherHost = (id: number): JournalRecord => ({
  type: "series",
  id,
  metric: "ttlb",
  labels: { ...labelsOf(), host: "b:1" },
});

const one = ["http://127.0.0.1:8000"];
const two = [...one, "http://b:1"];
const samples = [10_000, 20_000, 30_000, 40_000];
const busy = [
  seriesOf(0, "ttlb"),
  seriesOf(1, "ttlb", "failed"),
  seriesOf(2, "ttft"),
  seriesOf(3, "output_tokens"),
  intervalOf(0, {
    histograms: [
      { id: 0, frame: frameOf(samples) },
      { id: 1, frame: frameOf([1]) },
      { id: 2, frame: frameOf([5000]) },
      { id: 3, frame: frameOf([64]) },
    ],
  }),
  intervalOf(1),
];

describe("the table of statistics", () => {
  it("has Locust's columns in Locust's order", () => {
    expect(statsCsv(modelOf(one)).split("\r\n")[0]).toBe(
      "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%",
    );
  });

  it("counts failed requests, and keeps their times out of the distribution", () => {
    const row = read(statsCsv(modelOf(one, ...busy)))["POST /v1/chat/completions"];
    expect(row).toMatchObject({
      "Request Count": "5",
      "Failure Count": "1",
      "Average Response Time": "25",
      "Min Response Time": "10",
      "Max Response Time": "40",
      "Requests/s": "2.5",
      "Failures/s": "0.5",
      "100%": "40",
    });
    expect(Number(row?.["50%"])).toBeCloseTo(20, 1);
  });

  it("has each metric as a row of type METRIC in its own unit, and the aggregate last", () => {
    const csv = statsCsv(modelOf(one, ...busy));
    expect(Object.keys(read(csv))).toEqual([
      "POST /v1/chat/completions",
      "METRIC ttft",
      "METRIC output_tokens",
      " Aggregated",
    ]);
    expect(read(csv)).toMatchObject({
      "METRIC ttft": { "100%": "5", "Request Count": "1" },
      "METRIC output_tokens": { "100%": "64" },
    });
  });

  it("tells hosts apart when there are several, and adds them up", () => {
    const hosts = [
      otherHost(4),
      intervalOf(2, { histograms: [{ id: 4, frame: frameOf([50_000]) }] }),
    ];
    const rows = read(statsCsv(modelOf(two, ...busy, ...hosts)));
    expect(rows).toMatchObject({
      "POST 127.0.0.1:8000 /v1/chat/completions": { "Request Count": "5" },
      "POST b:1 /v1/chat/completions": { "Request Count": "1", "100%": "50" },
      "METRIC 127.0.0.1:8000 ttft": { "Request Count": "1" },
      " Aggregated": { "Request Count": "6", "100%": "50" },
    });
  });

  it("says N/A for what no request has told yet", () => {
    expect(read(statsCsv(modelOf(one)))).toEqual({
      " Aggregated": expect.objectContaining({
        "Request Count": "0",
        "Median Response Time": "N/A",
        "Requests/s": "0",
        "99%": "N/A",
      }),
    });
  });
});

it("lists failures with their kind, most frequent first, at the time they were seen", () => {
  const errorOf = (kind: string, count: number) => ({
    kind,
    message: "no",
    count,
    firstSeenMs: 1000,
    lastSeenMs: 2000,
  });
  const errors = [errorOf("reset", 1), errorOf("http_503", 2)];
  expect(failuresCsv(modelOf(one, intervalOf(0, { errors }))).split("\r\n")).toEqual([
    "Method,Name,Error,Occurrences,First Seen,Last Seen",
    "POST,/v1/chat/completions,http_503: no,2,2026-11-22T04:35:36.120Z,2026-11-22T04:35:37.120Z",
    "POST,/v1/chat/completions,reset: no,1,2026-11-22T04:35:36.120Z,2026-11-22T04:35:37.120Z",
    "",
  ]);
});

it("lists as exceptions what went wrong with workers", () => {
  const event = {
    type: "event",
    t: 1,
    kind: "workerLost",
    text: "a is gone",
    worker: "a",
  } as const;
  const joined = { ...event, kind: "workerJoined" };
  expect(exceptionsCsv(modelOf(one, event, joined)).split("\r\n")).toEqual([
    "Count,Message,Traceback,Nodes",
    "1,a is gone,,a-name",
    "",
  ]);
});

it.each([
  ["a,b", '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ["two\r\nlines", "two lines"],
  ["=cmd()", "'=cmd()"],
  [1 / 3, "0.333333"],
  [null, "N/A"],
])("writes %j so that one cell stays one cell", (cell, text) => {
  expect(csvLine([cell, 1])).toBe(`${text},1\r\n`);
});
