import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WaitSpec } from "./wait.ts";
import { formatWait, parseWait, waitExamples } from "./wait-text.ts";

describe("a wait as text", () => {
  it.each<[string | number, WaitSpec]>([
    ["none", { kind: "none" }],
    ["0", { kind: "none" }],
    [0, { kind: "none" }],
    ["0s", { kind: "none" }],
    [1.5, { kind: "constant", seconds: 1.5 }],
    ["1s", { kind: "constant", seconds: 1 }],
    ["500ms", { kind: "constant", seconds: 0.5 }],
    ["constant(1m)", { kind: "constant", seconds: 60 }],
    ["between(1,3)", { kind: "between", minS: 1, maxS: 3 }],
    [" between ( 250ms , 1m30s ) ", { kind: "between", minS: 0.25, maxS: 90 }],
    ["between(0, 0)", { kind: "between", minS: 0, maxS: 0 }],
    ["pacing(2)", { kind: "pacing", seconds: 2 }],
    ["throughput(0.5)", { kind: "throughput", perS: 0.5 }],
    ["throughput(.5)", { kind: "throughput", perS: 0.5 }],
  ])("reads %j", (text, spec) => {
    expect(parseWait(text)).toEqual({ ok: true, value: spec });
  });

  it.each([
    ["", "a time span is missing"],
    ["-1s", "negative"],
    ["1-3s", "not a time span"],
    ["soon", "not a time span"],
    ["sometimes(1s)", "there is no 'sometimes'"],
    ["between(1s)", "two time spans, not 1"],
    ["between(3s, 1s)", "the first span is the longer one"],
    ["constant(1s, 2s)", "one time span, not 2"],
    ["pacing(0)", "above 0"],
    ["pacing()", "missing"],
    ["throughput(0)", "above 0"],
    ["throughput(1/s)", "requests per second"],
    ["throughput(1, 2)", "one number"],
    ["throughput(9999999)", "<=1000000"],
    ["between(1s, 3s", "not a time span"],
  ])("refuses %j, saying: %s", (text, reason) => {
    const result = parseWait(text);
    const sentence = result.ok ? "" : result.error;
    expect(sentence).toContain(`'${text}' is not a wait`);
    expect(sentence).toContain(reason);
    expect(sentence).toContain(waitExamples);
  });

  it("comes back unchanged after writing and reading", () => {
    const seconds = fc.integer({ min: 1, max: 10_000_000 }).map((ms) => ms / 1000);
    const specs: fc.Arbitrary<WaitSpec> = fc.oneof(
      fc.constant<WaitSpec>({ kind: "none" }),
      fc.record({ kind: fc.constant("constant" as const), seconds }),
      fc.tuple(seconds, seconds).map(([a, b]) => ({
        kind: "between" as const,
        minS: Math.min(a, b),
        maxS: Math.max(a, b),
      })),
      fc.record({ kind: fc.constant("pacing" as const), seconds }),
      fc.record({ kind: fc.constant("throughput" as const), perS: seconds }),
    );
    fc.assert(
      fc.property(specs, (spec) => {
        expect(parseWait(formatWait(spec))).toEqual({ ok: true, value: spec });
      }),
    );
  });
});
