import { describe, expect, test } from "vitest";
import type { ValueKind } from "../option.ts";
import { cancelAfterKind } from "./cancel-after-kind.ts";
import { failRatioKind } from "./fail-ratio-kind.ts";

const refused = Symbol("refused");

function read(kind: ValueKind, given: unknown): unknown {
  const raw = typeof given === "string" ? kind.fromText(given) : given;
  const parsed = kind.schema.safeParse(raw);
  return parsed.success ? parsed.data : refused;
}

describe("values that are read, and written back", () => {
  test.each<[ValueKind, unknown, unknown, string]>([
    [failRatioKind(), "0.5/10s", { ratio: 0.5, windowMs: 10_000 }, "0.5/10s"],
    [failRatioKind(), " .25/2m ", { ratio: 0.25, windowMs: 120_000 }, "0.25/2m"],
    [failRatioKind(), 1, { ratio: 1, windowMs: 10_000 }, "1/10s"],
    [failRatioKind(), "0", { ratio: 0, windowMs: 10_000 }, "0/10s"],
    [cancelAfterKind(), "1 token", { unit: "tokens", tokens: 1 }, "1 token"],
    [cancelAfterKind(), "20tok", { unit: "tokens", tokens: 20 }, "20 tokens"],
    [cancelAfterKind(), "500ms", { unit: "ms", ms: 500 }, "500ms"],
    [cancelAfterKind(), 2, { unit: "ms", ms: 2_000 }, "2s"],
  ])("%#", (kind, given, value, text) => {
    expect(read(kind, given)).toEqual(value);
    expect(kind.toText?.(value)).toBe(text);
    expect(read(kind, text)).toEqual(value);
  });
});

describe("values that are refused", () => {
  test.each<[string, ValueKind, unknown]>([
    ["a share above 1", failRatioKind(), "1.5/10s"],
    ["a negative share", failRatioKind(), "-0.5/10s"],
    ["a share in percent", failRatioKind(), "50%/10s"],
    ["too short a time", failRatioKind(), "0.5/10ms"],
    ["no time after the slash", failRatioKind(), "0.5/"],
    ["nothing", failRatioKind(), ""],
    ["no tokens", cancelAfterKind(), "0 tokens"],
    ["words", cancelAfterKind(), "soon"],
    ["a negative time", cancelAfterKind(), -1],
  ])("%s", (_, kind, given) => {
    expect(read(kind, given)).toBe(refused);
  });
});

test("what is no such value has no text", () => {
  expect(failRatioKind().toText("0.5/10s")).toBeNull();
  expect(cancelAfterKind().toText({ unit: "pages" })).toBeNull();
});
