import { expect, test } from "vitest";
import { AnswerClock } from "./answer-clock.ts";
import type { ContentPiece } from "./reply-reader.ts";

const piece = (kind: ContentPiece["kind"], text: string): ContentPiece => ({
  kind,
  key: "k",
  text,
});

test("tells first reasoning, first answer and first tool call apart", () => {
  const clock = new AnswerClock();
  clock.take(piece("reasoning", "hm"), 0, 1);
  clock.take(piece("text", "So"), 0, 2);
  clock.take(piece("tool", "get"), 0, 3);
  clock.take(piece("reasoning", "hm"), 0, 4);
  expect(clock).toMatchObject({ reasoningAtMs: 1, answerAtMs: 2, toolAtMs: 3 });
});

test("follows think tags of each choice by itself", () => {
  const clock = new AnswerClock();
  clock.take(piece("text", "<think>hm"), 0, 1);
  clock.take(piece("text", "Yes"), 1, 2);
  clock.take(piece("text", "</think>No"), 0, 3);
  expect(clock).toMatchObject({ reasoningAtMs: 1, answerAtMs: 2 });
  expect([clock.isSettled(0), clock.isSettled(1), clock.isSettled(2)]).toEqual([true, true, false]);
});

test("takes text that looked like a tag for an answer from its first piece on", () => {
  const clock = new AnswerClock();
  clock.take(piece("text", "<th"), 0, 1);
  expect(clock.answerAtMs).toBeNull();
  clock.take(piece("text", "e end"), 0, 2);
  expect(clock.answerAtMs).toBe(1);
});

test("settles what was undecided at the end", () => {
  const clock = new AnswerClock();
  clock.take(piece("text", "<"), 0, 1);
  clock.end();
  expect(clock.answerAtMs).toBe(1);
});
