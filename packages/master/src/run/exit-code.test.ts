import { describe, expect, it } from "vitest";
import { exampleResult } from "../../../../test/support/example-result.ts";
import { exitCodeOf } from "./exit-code.ts";

type Given = Parameters<typeof exitCodeOf>[0];
type End = Parameters<typeof exitCodeOf>[1];

const fine: Given = {
  verdict: { status: "VALID", reasons: [] },
  ledger: { ...exampleResult().ledger, failed: 0 },
  plannedCancels: 0,
  slo: [],
};
const calm: End = { trouble: null, wasForced: false };

const failed: Given = { ...fine, ledger: { ...fine.ledger, failed: 3 } };
const missed: Given = { ...failed, slo: [{ expression: "ttft:p99<1ms", value: 2, met: false }] };
const invalid: Given = { ...missed, verdict: { status: "INVALID", reasons: [] } };
const forced: End = { ...calm, wasForced: true };
const trouble = { code: "GF_WORKERS_LOST", message: "m", hint: "h", exitCode: 5 };

const cases: [what: string, result: Given, end: End, code: number][] = [
  ["everything went well", fine, calm, 0],
  ["it is SUSPECT", { ...fine, verdict: { status: "SUSPECT", reasons: [] } }, calm, 0],
  ["requests failed", failed, calm, 1],
  ["also an objective was missed", missed, calm, 3],
  ["also the measurement is INVALID", invalid, calm, 4],
  ["also it was stopped by force", invalid, forced, 130],
  ["also the workers were lost", invalid, { ...forced, trouble }, 5],
  ["also the target is down", invalid, { ...forced, trouble: { ...trouble, exitCode: 6 } }, 6],
];

describe("exit code of a run", () => {
  it.each(cases)("when %s", (_what, result, end, code) => {
    expect(exitCodeOf(result, end, 1)).toBe(code);
  });

  it("takes the code for failed requests from --exit-code-on-error", () => {
    expect(exitCodeOf(failed, calm, 42)).toBe(42);
    expect(exitCodeOf(failed, calm, 0)).toBe(0);
    expect(exitCodeOf(missed, calm, 42)).toBe(3);
  });

  it("is not 0 when so many requests failed that the run ended", () => {
    const tooMany: End = { ...calm, trouble: { ...trouble, exitCode: 1 } };
    expect(exitCodeOf(failed, tooMany, 0)).toBe(1);
    expect(exitCodeOf(failed, tooMany, 42)).toBe(42);
  });

  it("does not mind that nothing succeeded where requests were broken off on purpose", () => {
    const ledger = { ...fine.ledger, started: 5, succeeded: 0, cancelled: 5 };
    expect(exitCodeOf({ ...fine, ledger, plannedCancels: 5 }, calm, 1)).toBe(0);
    // The others were running when the run stopped.
    expect(exitCodeOf({ ...fine, ledger, plannedCancels: 4 }, calm, 1)).toBe(0);
    expect(exitCodeOf({ ...fine, ledger, plannedCancels: 0 }, calm, 1)).toBe(1);
  });

  it("does not mind an objective that was met", () => {
    const met = { ...fine, slo: [{ expression: "ttft:p99<9ms", value: 2, met: true }] };
    expect(exitCodeOf(met, calm, 1)).toBe(0);
  });
});
