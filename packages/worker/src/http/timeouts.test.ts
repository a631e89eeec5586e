import { expect, test } from "vitest";
import { drainMs, nextDeadline } from "./timeouts.ts";
import type { RequestTimers, TimerMarks } from "./timeouts.ts";

const off: RequestTimers = {
  connectMs: null,
  headersMs: null,
  firstTokenMs: null,
  idleMs: null,
  progressMs: null,
  requestMs: null,
};
const all: RequestTimers = {
  connectMs: 10,
  headersMs: 200,
  firstTokenMs: 300,
  idleMs: 40,
  progressMs: 50,
  requestMs: 6000,
};
const tried: TimerMarks = {
  triedAtMs: 1000,
  isSent: false,
  sentAtMs: 1000,
  headersAtMs: null,
  lastByteAtMs: 0,
  lastTokenAtMs: null,
  isStreamRequest: true,
  isFinished: false,
  doneAtMs: null,
  cancelAfterMs: null,
};
const sent: TimerMarks = { ...tried, isSent: true, sentAtMs: 1005, lastByteAtMs: 1005 };
const answered: TimerMarks = { ...sent, headersAtMs: 1100, lastByteAtMs: 1100 };
const streaming: TimerMarks = { ...answered, lastByteAtMs: 1500, lastTokenAtMs: 1480 };

function next(marks: TimerMarks, timers: RequestTimers): string {
  const deadline = nextDeadline(marks, timers);
  if (deadline === null) return "none";
  const otherwise = deadline.isPlannedCancel ? "cancel" : "drain";
  return `${deadline.dueMs} ${deadline.failure?.failure ?? otherwise}`;
}

test.each<[string, TimerMarks, RequestTimers, string]>([
  ["before a connection", tried, all, "1010 timeout_connect"],
  [
    "before a connection, without that limit",
    tried,
    { ...all, connectMs: null },
    "7000 timeout_request",
  ],
  ["after sending", sent, all, "1205 timeout_headers"],
  ["after sending, headers off", sent, { ...all, headersMs: null }, "1305 timeout_first_token"],
  ["before headers the idle limit rests", sent, { ...off, idleMs: 1 }, "none"],
  ["after the headers", answered, all, "1140 timeout_idle"],
  ["before a token", answered, { ...all, idleMs: null }, "1305 timeout_first_token"],
  ["before a token the progress limit rests", answered, { ...off, progressMs: 1 }, "none"],
  [
    "no first-token limit without a stream",
    { ...answered, isStreamRequest: false },
    { ...off, firstTokenMs: 1 },
    "none",
  ],
  ["between tokens", streaming, all, "1530 timeout_progress"],
  ["between tokens, bytes still", { ...streaming, lastTokenAtMs: 1495 }, all, "1540 timeout_idle"],
  ["after the last token", { ...streaming, isFinished: true }, all, "1540 timeout_idle"],
  ["after [DONE]", { ...streaming, doneAtMs: 1500 }, all, `${1500 + drainMs} drain`],
  ["after [DONE], all off", { ...streaming, doneAtMs: 1500 }, off, `${1500 + drainMs} drain`],
  ["with all off", streaming, off, "none"],
  ["to be broken off, before a connection", { ...tried, cancelAfterMs: 5 }, off, "none"],
  ["to be broken off, after sending", { ...sent, cancelAfterMs: 70 }, off, "1075 cancel"],
  ["to be broken off, between tokens", { ...streaming, cancelAfterMs: 600 }, off, "1605 cancel"],
  [
    "to be broken off, complete before that",
    { ...streaming, cancelAfterMs: 600, isFinished: true },
    off,
    "none",
  ],
])("%s", (_name, marks, timers, expected) => {
  expect(next(marks, timers)).toBe(expected);
});

test("says in words what was missing", () => {
  expect(nextDeadline(sent, { ...off, headersMs: 1500 })?.failure?.message).toBe(
    "no headers within 1.5 s",
  );
});
