import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CumulativeText } from "./cumulative-text.ts";
import type { CumulativeOptions } from "./cumulative-text.ts";

const prompt = "Name the capital of France.";
const options: CumulativeOptions = { prompt, texts: "cumulative", echo: "never" };

function grow(given: Partial<CumulativeOptions>, texts: readonly string[]): string[] {
  const cumulative = new CumulativeText({ ...options, ...given });
  return [...texts.map((text) => cumulative.take(0, text)), ...cumulative.notes];
}

test("gives what each text adds", () => {
  expect(grow({}, ["He", "Hello", "Hello there"])).toEqual(["He", "llo", " there"]);
});

test("gives nothing for duplicates and empty texts", () => {
  expect(grow({}, ["", "He", "He", "", "Hello", "Hello"])).toEqual(["", "He", "", "", "llo", ""]);
});

test("keeps the texts of several answers apart", () => {
  const cumulative = new CumulativeText(options);
  const taken = [cumulative.take(0, "a"), cumulative.take(1, "ax"), cumulative.take(0, "ab")];
  expect([...taken, cumulative.take(1, "axy")]).toEqual(["a", "ax", "b", "y"]);
});

test.each([
  ["a mended character", ["好\uFFFD", "好的"], ["好\uFFFD", "的"]],
  ["a text that shrank", ["Hello STOP", "Hello"], ["Hello STOP", ""]],
  ["another text", ["Hello", "Howdy"], ["Hello", "owdy"]],
  ["half of a surrogate pair", ["a😀", "a😁"], ["a😀", "😁"]],
])("goes on from the common beginning after %s, and notes it", (_name, texts, expected) => {
  expect(grow({}, texts)).toEqual([...expected, "text_rewritten"]);
});

describe.each(["maybe-cumulative", "maybe-deltas"] as const)("with %s", (texts) => {
  test("finds out that the texts are cumulative", () => {
    const given = ["The", "The capital", "The capital of", "The capital of France is Paris"];
    expect(grow({ texts }, given)).toEqual(["The", " capital", " of", " France is Paris"]);
  });

  test("finds out that the texts are deltas", () => {
    const given = ["The", " capital", " of", " of", " France", " is", " Paris"];
    expect(grow({ texts }, given)).toEqual(given);
  });

  test("is misled by no more than one token that begins the next", () => {
    const given = [" a", " apple", " a", " day", " a day", "!"];
    expect(grow({ texts }, given)).toEqual([" a", "pple", " a", " day", " a day", "!"]);
  });

  test("is not misled by a first character that was cut", () => {
    expect(grow({ texts }, ["你\uFFFD", "你好", "你好吗"]).slice(1, 3)).toEqual(["好", "吗"]);
  });

  test("tells by a long text that was rewritten, too", () => {
    const given = ["The capital of France is paris", "The capital of France is Paris.", "The c"];
    expect(grow({ texts }, given)[1]).toBe("Paris.");
  });
});

test("takes equal first texts for what was assumed", () => {
  expect(grow({ texts: "maybe-cumulative" }, ["ha", "ha"])).toEqual(["ha", ""]);
  expect(grow({ texts: "maybe-deltas" }, ["ha", "ha"])).toEqual(["ha", "ha"]);
});

test.each([
  ["as it was sent", prompt],
  ["behind a start token and a blank", `<s> ${prompt}`],
  ["behind a start token", `<s>${prompt}`],
])("takes off the prompt %s, and notes it", (_name, echo) => {
  const texts = [echo, `${echo} Paris`, `${echo} Paris.`];
  expect(grow({ echo: "possible" }, texts)).toEqual(["", " Paris", ".", "prompt_echo"]);
  expect(grow({ echo: "possible", texts: "maybe-deltas" }, [echo, " Paris", "."])).toEqual([
    "",
    " Paris",
    ".",
    "prompt_echo",
  ]);
});

test("takes a short prompt for an echo only where there always is one", () => {
  expect(grow({ prompt: "Hi", echo: "possible" }, ["Hi there"])).toEqual(["Hi there"]);
  expect(grow({ prompt: "Hi", echo: "always" }, ["Hi there"])).toEqual([" there"]);
  expect(grow({ echo: "never" }, [prompt])).toEqual([prompt]);
});

test("gives back the whole text in pieces, whichever way it is sent", () => {
  const pieces = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(pieces, (given) => {
      const whole = given.map((_, index) => given.slice(0, index + 1).join(""));
      expect(grow({}, whole)).toEqual(given);
      expect(grow({ texts: "maybe-cumulative" }, whole).join("")).toBe(given.join(""));
    }),
  );
});
