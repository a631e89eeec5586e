import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Plan } from "@gadfly/shared/plan/plan";
import { resultDocument, resultJsonSchema } from "@gadfly/shared/result/result-schema";
import {
  frameOf,
  intervalOf,
  labelsOf,
  ledgerOf,
  oneOfEachRecord,
  openOf,
  planOf,
  seriesOf,
  workerOf,
  workerRowOf,
} from "../../../../test/support/snapshots.ts";
import type { JournalRecord } from "../journal/journal-record.ts";
import { finish } from "./in-parts.ts";
import { buildResult, buildResultInParts } from "./result-builder.ts";
import { RunModel } from "./run-model.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true, formats: { "date-time": true } });
const matchesJsonSchema = ajv.compile(resultJsonSchema());

const modelOf = (plan: Partial<Plan>, ...records: JournalRecord[]): RunModel => {
  const model = new RunModel(openOf(plan));
  for (const record of records) model.apply(record);
  return model;
};

/** The document as a reader gets it; fails when either schema refuses it. */
const resultOf = (model: RunModel) => {
  const written: unknown = JSON.parse(JSON.stringify(buildResult(model)));
  matchesJsonSchema(written);
  expect(matchesJsonSchema.errors).toBeNull();
  return resultDocument.parse(written);
};

test("is the same in parts, and the parts are many", () => {
  const model = modelOf({}, ...oneOfEachRecord().slice(1));
  const work = buildResultInParts(model);
  const pauses = Array.from({ length: 20 }, () => work.next().done);
  expect(pauses).not.toContain(true);
  expect(finish(work)).toEqual(buildResult(model));
});

const phaseOf = (t: number, phase: "running" | "stopping"): JournalRecord => ({
  type: "phase",
  t,
  phase,
  users: 2,
});

/** Two workers, three seconds, a failed request, a loss. */
const story: readonly JournalRecord[] = [
  workerOf("a"),
  workerOf("b"),
  { type: "preflight", worker: "a", model: "llama", posts: 1, findings: [] },
  { type: "start", startedAt: "2026-11-22T04:35:36.000Z" },
  seriesOf(0, "ttlb"),
  seriesOf(1, "ttlb", "failed"),
  seriesOf(2, "ttft"),
  seriesOf(3, "e2e"),
  seriesOf(4, "output_tps", "any"),
  ...[0, 1, 2].flatMap((index): JournalRecord[] => [
    intervalOf(index, {
      histograms: [
        { id: 0, frame: frameOf([2000]) },
        { id: 1, frame: frameOf([500]) },
        { id: 2, frame: frameOf([1000]) },
        { id: 3, frame: frameOf([2000]) },
      ],
      counters: [{ id: 4, delta: 12 }],
      tokenSources: { usage: 1, events: 1 },
      errors: [
        { kind: "dns", message: "x", count: 1, firstSeenMs: -2, lastSeenMs: index },
        { kind: "reset", message: "y", count: 2, firstSeenMs: 1500.5, lastSeenMs: 1600 },
      ],
      warnings: [{ code: "not_streamed", count: 1 }],
      workers: [
        workerRowOf("a", {
          users: 2,
          peakUsers: 2,
          cpu: 0.25,
          loopDelay: frameOf([300]),
          clock: { offsetMs: -12.5, errorMs: 0.5 },
          ledger: ledgerOf(2 * index + 3, { succeeded: index + 1, failed: index + 1 }),
        }),
        workerRowOf("b", { ledger: ledgerOf(4 - index, { succeeded: 0 }) }),
      ],
    }),
    { type: "event", t: 0 - index, kind: "k", text: "t" },
    index === 0 ? phaseOf(0.5, "running") : phaseOf(2.6, "stopping"),
  ]),
  { type: "lost", worker: "b", t: 2.9, lost: 4, blindFromS: -0.2 },
  { type: "end", t: 3, endReason: "timeElapsed", exitCode: 0 },
];

describe("result document", () => {
  it("tells the whole story", () => {
    const result = resultOf(modelOf({}, ...story));
    expect(result).toMatchObject({
      run: {
        id: planOf().runId,
        startedAt: "2026-11-22T04:35:36.000Z",
        durationS: 2.6,
        endReason: "timeElapsed",
        exitCode: 0,
      },
      verdict: { status: "SUSPECT" },
      ledger: { started: 9, succeeded: 3, failed: 3, inFlight: 1, lost: 2 },
      metrics: {
        ttlb: { unit: "ms", count: 3, p50: 2 },
        rps: { value: 2.308 },
        error_rate: { value: 0.5 },
      },
      failed: { ttlb: { count: 3, max: 0.5 } },
      preflight: { posts: 1, findings: [] },
      tokenSource: { usage: 3, tokenizer: 0, estimated: 3 },
      versions: { gadfly: "0.1.0", protocol: 1 },
    });
    expect(result.plan).toMatchObject({ request: { model: "llama" }, seed: 7 });
    expect(result.timeline.map(({ t }) => t)).toEqual([1, 2, 3]);
  });

  it("shows each worker as it was at the end", () => {
    const { workers } = resultOf(modelOf({}, ...story));
    expect(workers).toEqual([
      {
        id: "a",
        name: "a-name",
        host: "a-host",
        users: 2,
        requests: 7,
        loopDelayP99Ms: 0.3,
        cpu: 0.25,
        clockOffsetMs: 12.5,
        clockErrorMs: 0.5,
        lostSnapshots: 0,
        state: "silent",
      },
      expect.objectContaining({ id: "b", blindFromS: 0, state: "lost", clockOffsetMs: null }),
    ]);
  });

  it("knows where a worker stands", () => {
    const lost: JournalRecord = { type: "lost", worker: "a", t: 1, lost: 0, blindFromS: 1 };
    const final = intervalOf(0, { workers: [workerRowOf("a", { final: true })] });
    const end: JournalRecord = { type: "end", t: 1, endReason: "completed", exitCode: 0 };
    const stateOf = (...records: JournalRecord[]) =>
      resultOf(modelOf({}, workerOf("a"), ...records)).workers[0]?.state;
    expect(stateOf()).toBe("running");
    expect(stateOf(end)).toBe("silent");
    expect(stateOf(lost, end)).toBe("lost");
    expect(stateOf(lost, { type: "returned", worker: "a", t: 2 }, end)).toBe("returned");
    expect(stateOf(lost, final, end)).toBe("finished");
  });

  it("says where it is blind only of a worker that has not reported everything after all", () => {
    const lost: JournalRecord = { type: "lost", worker: "a", t: 1, lost: 0, blindFromS: 1 };
    const returned: JournalRecord = { type: "returned", worker: "a", t: 2 };
    const final = intervalOf(0, { workers: [workerRowOf("a", { final: true })] });
    const missing: JournalRecord = { type: "missing", worker: "a", count: 1 };
    const blindFromS = (...records: JournalRecord[]) =>
      resultOf(modelOf({}, workerOf("a"), ...records)).workers[0]?.blindFromS;
    expect(blindFromS(lost)).toBe(1);
    expect(blindFromS(lost, returned)).toBe(1);
    expect(blindFromS(lost, returned, final)).toBeUndefined();
    expect(blindFromS(lost, returned, final, missing)).toBe(1);
  });

  it("lists failures by frequency, never before the start", () => {
    expect(resultOf(modelOf({}, ...story)).errors).toEqual([
      { kind: "reset", message: "y", count: 6, firstSeenS: 1.501, lastSeenS: 1.6 },
      { kind: "dns", message: "x", count: 3, firstSeenS: 0, lastSeenS: 0.002 },
    ]);
  });

  it("lists events in order of time", () => {
    expect(resultOf(modelOf({}, ...story)).events.map(({ t }) => t)).toEqual([-2, -1, 0]);
  });

  it("splits the metrics by labels, with a strict series when requests failed", () => {
    const { series } = resultOf(modelOf({}, ...story));
    expect(series.map(({ labels }) => labels)).toEqual([
      labelsOf(),
      labelsOf("failed"),
      labelsOf("any"),
      { outcome: "strict" },
    ]);
    expect(series.at(-1)?.metrics).toMatchObject({
      ttft: { count: 6, p50: 1, p66: null },
      e2e: { count: 6, max: null },
    });
    expect(series[0]?.metrics).toMatchObject({ ttlb: { count: 3 }, ttft: { count: 3 } });
  });

  it("has windows for the ramp and for what lies between ramp and stop", () => {
    const { windows } = resultOf(modelOf({}, ...story));
    expect(windows.map(({ name, fromS, toS }) => [name, fromS, toS])).toEqual([
      ["all", 0, 2.6],
      ["steady", 1, 2],
      ["warmup", 0, 1],
    ]);
    expect(windows[1]?.metrics).toMatchObject({ rps: { value: 2 }, output_tps: { value: 12 } });
  });

  it("lists what requests showed before what the run shows, each with its remedy", () => {
    const ledger = { ...ledgerOf(10, { succeeded: 4, cancelled: 6 }), plannedCancels: 2 };
    const interval = intervalOf(0, {
      warnings: [
        { code: "early_eos", count: 2 },
        { code: "from_the_future", count: 1 },
      ],
      workers: [workerRowOf("a", { ledger })],
    });
    const result = resultOf(modelOf({}, workerOf("a"), interval));
    expect(result.warnings).toEqual([
      {
        code: "early_eos",
        text: expect.stringMatching(/^--ignore-eos was asked for/),
        remedy: expect.stringMatching(/\.$/),
        count: 2,
      },
      { code: "from_the_future", text: "from the future", count: 1 },
      expect.objectContaining({ code: "many_cancelled", count: 4 }),
    ]);
    expect(result).toMatchObject({ ledger: { cancelled: 6 }, plannedCancels: 2 });
  });

  it("says what was found out about the target, before the run and after it", () => {
    const request = { ...planOf().request, provider: "auto" as const, endpoint: null };
    const before = resultOf(modelOf({ request }));
    expect(before.plan.request).toMatchObject({ provider: "auto", endpoint: "unknown" });
    expect(before.healthAfter).toBeNull();
    const found: JournalRecord = {
      type: "preflight",
      worker: "a",
      model: "llama",
      provider: "ollama",
      endpoint: "ollama-chat",
      posts: 1,
      findings: [],
    };
    const health = { url: "http://h/", status: null, ms: 2.5, text: "connection refused" };
    const asked: JournalRecord = { type: "health", worker: "a", health };
    const after = resultOf(modelOf({ request }, workerOf("a"), found, asked));
    expect(after.plan.request).toMatchObject({
      provider: "ollama",
      endpoint: "ollama-chat",
      model: "llama",
    });
    expect(after.healthAfter).toEqual({ worker: "a-name", ...health });
  });

  it("is reported as failed as long as there is no end", () => {
    const { run } = resultOf(modelOf({}, ...story.slice(0, -1)));
    expect(run).toMatchObject({ endReason: "failed", exitCode: 70, durationS: 2.6 });
  });

  it("is valid after every record of a journal, whatever the length of an interval", () => {
    for (const records of [story, oneOfEachRecord().slice(1)])
      for (const intervalMs of [250, 1000, 3000])
        for (let count = 0; count <= records.length; count++) {
          const model = modelOf(
            { intervalMs, stopTimeoutMs: count % 2 },
            ...records.slice(0, count),
          );
          expect(resultOf(model).schema).toBe("gadfly.result/1");
        }
  });

  it("is valid whatever becomes of a worker, and its ledger adds up", () => {
    const ledger = fc
      .tuple(fc.nat(20), fc.nat(20), fc.nat(20))
      .map(([succeeded, failed, inFlight]) =>
        ledgerOf(succeeded + failed + inFlight, { succeeded, failed }),
      );
    const row = fc
      .tuple(fc.nat(4), ledger, fc.boolean())
      .map(([index, given, final]): JournalRecord => ({
        ...intervalOf(index, { workers: [workerRowOf("a", { ledger: given, final })] }),
        type: "amend",
      }));
    const seconds = [0, 1, 2, 3, 4].map((index) => intervalOf(index));
    const fate = fc.constantFrom<JournalRecord>(
      { type: "lost", worker: "a", t: 3, lost: 7, blindFromS: 2 },
      { type: "returned", worker: "a", t: 4 },
      phaseOf(-0.1, "stopping"),
      phaseOf(1.7, "running"),
      { type: "reset", t: 2.2 },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(row, fate), { maxLength: 12 }), (records) => {
        const { verdict } = resultOf(modelOf({}, workerOf("a"), ...seconds, ...records));
        expect(verdict.reasons.filter(({ code }) => code === "ledger")).toEqual([]);
      }),
    );
  });
});
