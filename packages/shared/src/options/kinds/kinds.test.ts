import { describe, expect, test } from "vitest";
import type { ValueKind } from "../option.ts";
import { headers, jsonObject } from "./map-kinds.ts";
import { decimal, processCount, wholeNumber } from "./number-kinds.ts";
import { toggle } from "./switch-kind.ts";
import { baseUrl, choice, text, textList } from "./text-kinds.ts";
import { timeSpan, timeSpanOrOff } from "./time-span-kinds.ts";
import { wait } from "./wait-kind.ts";

const refused = Symbol("refused");

function read(kind: ValueKind, given: unknown): unknown {
  const raw = typeof given === "string" ? kind.fromText(given) : given;
  const parsed = kind.schema.safeParse(raw);
  return parsed.success ? parsed.data : refused;
}

const users = wholeNumber({ min: 1, max: 100_000 });
const rate = decimal({ above: 0, max: 100 });
const span = timeSpan({ minMs: 1000, maxMs: 60_000 });
const limit = timeSpanOrOff({ minMs: 1 });

describe("values that are read", () => {
  test.each<[string, ValueKind, unknown, unknown]>([
    ["whole number", users, "500", 500],
    ["whole number", users, 500, 500],
    ["whole number", users, " 7 ", 7],
    ["whole number", users, "1e3", 1000],
    ["number", rate, "0.5", 0.5],
    ["number", rate, ".5", 0.5],
    ["number", decimal({ min: 0, max: 1 }), "0", 0],
    ["processes", processCount(64), "-1", -1],
    ["processes", processCount(64), 4, 4],
    ["time span", span, "30s", 30_000],
    ["time span", span, 30, 30_000],
    ["time span or off", limit, "off", null],
    ["time span or off", limit, "1h30m", 5_400_000],
    ["time span or off", timeSpanOrOff({ zeroIsOff: true }), 0, null],
    ["wait", wait(), "between(1, 2)", { kind: "between", minS: 1, maxS: 2 }],
    ["switch", toggle(), "Yes", true],
    ["switch", toggle(), "0", false],
    ["switch", toggle(), false, false],
    ["text", text("X"), " kept as it is ", " kept as it is "],
    ["base URL", baseUrl(), "http://127.0.0.1:8000/", "http://127.0.0.1:8000"],
    ["base URL", baseUrl(), "https://[::1]:8443/v1", "https://[::1]:8443/v1"],
    ["choice", choice(["INFO", "DEBUG"]), "info", "INFO"],
    ["list", textList("X"), "\n", ["\n"]],
    ["list", textList("X"), ["a", "b"], ["a", "b"]],
    ["headers", headers(), "X-Team: blue: sky", { "X-Team": "blue: sky" }],
    ["headers", headers(), ["A:1", "B: 2"], { A: "1", B: "2" }],
    ["headers", headers(), { A: "1" }, { A: "1" }],
    ["JSON", jsonObject(), '{"top_k": 40}', { top_k: 40 }],
    ["JSON", jsonObject(), { top_k: 40 }, { top_k: 40 }],
  ])("%s: %#", (_, kind, given, value) => {
    expect(read(kind, given)).toEqual(value);
  });
});

describe("values that are refused", () => {
  test.each<[string, ValueKind, unknown]>([
    ["zero users", users, "0"],
    ["negative users", users, "-5"],
    ["too many users", users, "1e9"],
    ["half a user", users, "1.5"],
    ["users in words", users, "ten"],
    ["hexadecimal users", users, "0x10"],
    ["no users", users, ""],
    ["true users", users, true],
    ["rate of zero", rate, "0"],
    ["infinite rate", rate, "1e999"],
    ["NaN rate", rate, Number.NaN],
    ["zero processes", processCount(64), "0"],
    ["minus two processes", processCount(64), -2],
    ["too short a span", span, "0.5s"],
    ["too long a span", span, "2m"],
    ["off where it is not allowed", span, "off"],
    ["no span at all", limit, "5x"],
    ["a wait of nothing", wait(), "soon"],
    ["perhaps", toggle(), "maybe"],
    ["a number as a switch", toggle(), 1],
    ["empty text", text("X"), ""],
    ["a number as text", text("X"), 7],
    ["address without scheme", baseUrl(), "127.0.0.1:8000"],
    ["another scheme", baseUrl(), "ftp://host"],
    ["credentials in the address", baseUrl(), "http://user:secret@host"],
    ["a query in the address", baseUrl(), "http://host/?a=1"],
    ["an impossible port", baseUrl(), "http://host:99999"],
    ["spaces in the address", baseUrl(), "http://a b"],
    ["an unknown word", choice(["INFO"]), "verbose"],
    ["a header without colon", headers(), "X-Team blue"],
    ["a header with a line break", headers(), "A: 1\r\nB: 2"],
    ["a header name with spaces", headers(), "my team: 1"],
    ["a header beyond Latin-1", headers(), { A: "→" }],
    ["broken JSON", jsonObject(), "{"],
    ["a JSON list", jsonObject(), "[1]"],
  ])("%s", (_, kind, given) => {
    expect(read(kind, given)).toBe(refused);
  });
});

test("says what is allowed in words that complete a sentence", () => {
  expect(users.allowed).toBe("a whole number from 1 to 100000");
  expect(rate.allowed).toBe("a number above 0, up to 100");
  expect(limit.allowed).toBe(
    "a time span such as 30s, 20m, 1h30m or 500ms (a bare number is seconds), from 1ms to 365d, or off",
  );
  expect(choice(["start", "ramp"]).allowed).toBe("one of start, ramp");
});
