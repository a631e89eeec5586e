import type { Plan } from "@gadfly/shared/plan/plan";
import { describe, expect, it } from "vitest";
import {
  frameOf,
  intervalOf,
  ledgerOf,
  openOf,
  planOf,
  seriesOf,
  workerOf,
  workerRowOf,
} from "../../../../test/support/snapshots.ts";
import type { JournalRecord } from "../journal/journal-record.ts";
import { RunModel } from "./run-model.ts";
import { runWarnings } from "./run-warnings.ts";

const end: JournalRecord = { type: "end", t: 9, endReason: "timeElapsed", exitCode: 0 };

const findWarnings = (plan: Partial<Plan>, ...records: JournalRecord[]) => {
  const model = new RunModel(openOf(plan));
  for (const record of [workerOf("a"), ...records]) model.apply(record);
  return runWarnings(model);
};

const warningsOf = (plan: Partial<Plan>, ...records: JournalRecord[]) =>
  Object.fromEntries(findWarnings(plan, ...records).map(({ code, count }) => [code, count]));

const ledgerRecord = (...ledger: Parameters<typeof ledgerOf>): JournalRecord =>
  intervalOf(0, { workers: [workerRowOf("a", { ledger: ledgerOf(...ledger) })] });

/** One interval a second, each with these samples of one metric, in stored integers. */
const seconds = (metric: string, ...samples: number[][]): JournalRecord[] => [
  seriesOf(0, metric),
  ...samples.map((values, index) =>
    intervalOf(index, { histograms: [{ id: 0, frame: frameOf(values) }] }),
  ),
];

const randomized = { request: { ...planOf().request, promptRandomize: true } };

describe("requests that were cancelled", () => {
  const cancelled = (count: number, plannedCancels: number): JournalRecord => {
    const ledger = ledgerOf(100, { succeeded: 100 - count, cancelled: count });
    return intervalOf(0, {
      workers: [workerRowOf("a", { ledger: { ...ledger, plannedCancels } })],
    });
  };

  it("are many above 5 %", () => {
    expect(warningsOf({}, cancelled(5, 0))).toEqual({});
    expect(warningsOf({}, cancelled(6, 0))).toEqual({ many_cancelled: 6 });
  });

  it("do not count when that was the plan", () => {
    expect(warningsOf({}, cancelled(50, 45))).toEqual({});
    expect(warningsOf({}, cancelled(50, 44))).toEqual({ many_cancelled: 6 });
  });

  it("have ended when that was the plan", () => {
    const ledger = { ...ledgerOf(18, { cancelled: 18 }), plannedCancels: 13 };
    const all = intervalOf(0, { workers: [workerRowOf("a", { ledger })] });
    expect(warningsOf({}, all, end)).not.toHaveProperty("nothing_finished");
  });

  it("bring no advice that was followed already", () => {
    const wordsOf = (stopTimeoutMs: number) =>
      findWarnings({ stopTimeoutMs }, cancelled(6, 0)).map(({ words }) => words);
    expect(wordsOf(0)).toEqual([{}]);
    expect(wordsOf(5_000)).toEqual([
      { remedy: "Run longer, or give running requests more than --stop-timeout 5s." },
    ]);
  });
});

describe("failures that cost no time", () => {
  const ended = (good: number, quick: number, slow: number): JournalRecord[] => [
    seriesOf(0, "ttlb"),
    seriesOf(1, "ttlb", "failed"),
    intervalOf(0, {
      histograms: [
        { id: 0, frame: frameOf(Array<number>(good).fill(500_000)) },
        {
          id: 1,
          frame: frameOf([
            ...Array<number>(quick).fill(2_000),
            ...Array<number>(slow).fill(900_000),
          ]),
        },
      ],
    }),
  ];

  it("are told when they are more than half of what ended", () => {
    expect(warningsOf({}, ...ended(40, 60, 0))).toEqual({ failing_fast: 60 });
    expect(warningsOf({}, ...ended(20, 55, 25))).toEqual({ failing_fast: 80 });
    expect(warningsOf({}, ...ended(60, 40, 0))).toEqual({});
    expect(warningsOf({}, ...ended(20, 35, 45))).toEqual({});
    expect(warningsOf({}, ...ended(0, 5, 0))).toEqual({});
  });

  it("are not when users paused after them", () => {
    const paused = { ...intervalOf(1), warnings: [{ code: "failure_wait", count: 60 }] };
    expect(warningsOf({}, ...ended(40, 60, 0), paused)).toEqual({});
  });
});

it("says when nothing had ended, once the run has", () => {
  expect(warningsOf({}, ledgerRecord(3))).toEqual({});
  expect(warningsOf({}, ledgerRecord(3), end)).toEqual({ nothing_finished: 3 });
});

describe("the length of a run", () => {
  const stopped = (t: number): JournalRecord => ({ type: "phase", t, phase: "stopping", users: 1 });
  const e2e = seconds("e2e", [1_000_000, 3_000_000]);

  it("is too short below five times the mean latency", () => {
    expect(warningsOf({}, ...e2e, stopped(9.9), end)).toMatchObject({ run_too_short: 1 });
    expect(warningsOf({}, ...e2e, stopped(10), end)).not.toHaveProperty("run_too_short");
  });

  it("is told with its figures", () => {
    expect(findWarnings({}, ...e2e, stopped(9.9), end)).toContainEqual({
      code: "run_too_short",
      count: 1,
      words: {
        sentence: "The run lasted 9.9s, less than five times the mean latency of 2s.",
      },
    });
  });

  it("is not judged before the end, nor without a latency", () => {
    expect(warningsOf({}, ...e2e, stopped(1))).not.toHaveProperty("run_too_short");
    expect(warningsOf({}, stopped(1), end)).not.toHaveProperty("run_too_short");
  });
});

describe("one prompt for all", () => {
  const succeeded = ledgerRecord(10, { succeeded: 10 });
  const ms = (value: number) => [value * 1000];

  it("is reused when later answers begin far sooner", () => {
    const ttft = seconds("ttft", ms(300), ms(40), ms(50), ms(60));
    expect(warningsOf({}, succeeded, ...ttft)).toEqual({ prompts_reused: 9 });
    expect(warningsOf(randomized, succeeded, ...ttft)).toEqual({});
  });

  it.each<[string, number[][]]>([
    ["answers begin alike", [ms(120), ms(40), ms(50), ms(60)]],
    ["there are few seconds", [ms(300), ms(40), ms(50)]],
    ["it is only that a server got warm", [ms(12), ms(1), ms(1), ms(1)]],
    ["later ones are slower", [ms(40), ms(300), ms(300), ms(300)]],
    ["nothing came", []],
  ])("is not said to be reused when %s", (_what, samples) => {
    expect(warningsOf({}, succeeded, ...seconds("ttft", ...samples))).toEqual({});
  });

  it("is reused when the server says that it had most of it cached", () => {
    const cached = (tokens: number): JournalRecord[] => [
      seriesOf(0, "cached_tokens"),
      seriesOf(1, "input_tokens"),
      intervalOf(0, {
        histograms: [
          { id: 0, frame: frameOf([0, tokens]) },
          { id: 1, frame: frameOf([100, 100]) },
        ],
      }),
    ];
    expect(warningsOf({}, succeeded, ...cached(101))).toEqual({ prompts_reused: 9 });
    expect(warningsOf({}, succeeded, ...cached(100))).toEqual({});
    expect(warningsOf(randomized, succeeded, ...cached(101))).toEqual({});
  });
});

it("counts answers without usage, but not the cancelled ones, which had no time for it", () => {
  const ledger = ledgerOf(10, { succeeded: 8, cancelled: 2 });
  const estimated = (events: number) =>
    warningsOf(randomized, {
      ...intervalOf(0, {
        workers: [workerRowOf("a", { ledger: { ...ledger, plannedCancels: 2 } })],
      }),
      tokenSources: { usage: 0, events },
    });
  expect(estimated(2)).toEqual({});
  expect(estimated(5)).toEqual({ estimated_tokens: 3 });
});

it.each<[number | null, boolean]>([
  [200, false],
  [404, false],
  [401, false],
  [500, true],
  [503, true],
  [null, true],
])("after a run, the status %j is a warning: %j", (status, isWarning) => {
  const health = { url: "http://h/health", status, ms: 1, text: "" };
  const found = warningsOf({}, { type: "health", worker: "a", health });
  expect(found).toEqual(isWarning ? { target_unhealthy: 1 } : {});
});

it("does not let certificates that nobody checked go unsaid", () => {
  const connections = { ...planOf().connections, insecure: true };
  expect(warningsOf({ connections, targets: ["https://h"] })).toEqual({ insecure_tls: 1 });
  expect(warningsOf({ connections, targets: ["http://h"] })).toEqual({});
});

it("says how many request records were dropped", () => {
  const record = intervalOf(0, { records: { written: 5, dropped: 3 } });
  expect(warningsOf({ recordShare: 1 }, record)).toEqual({ records_dropped: 3 });
});
