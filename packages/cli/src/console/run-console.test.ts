import type { LiveView } from "@gadfly/master/console/live-view";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RunConsole, styleOf, type ProgressKind } from "./run-console.ts";

const row = {
  name: "POST /v1/chat/completions",
  shortName: "openai-chat",
  requests: 10,
  failures: 0,
  rps: 5,
  failuresPerS: 0,
  outputTps: 100,
  ttftMs: null,
  tpotMs: null,
  e2eMs: null,
};

const view = (state = "running", waitingFor: string | null = null): LiveView => ({
  elapsedMs: 2_000,
  totalMs: 10_000,
  state,
  waitingFor,
  users: 3,
  targetUsers: 3,
  inFlight: 3,
  workers: 1,
  rows: [row],
  total: { ...row, name: "Aggregated" },
});

const open = (progress: ProgressKind, isTTY: boolean) => {
  const written: string[] = [];
  const output = { write: (text: string) => void written.push(text), isTTY, columns: 80 };
  return { written, output, screen: new RunConsole({ output, env: {}, progress }) };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("draws one line over and over on a terminal, and erases it at the end", () => {
  const { written, screen } = open("line", true);
  screen.start(() => view());
  vi.advanceTimersByTime(500);
  screen.stop();
  expect(written).toHaveLength(3);
  expect(written[0]?.startsWith("\r\u001b[2K")).toBe(true);
  expect(written[0]).toContain("users 3/3");
  expect(written[2]).toBe("\r\u001b[2K");
});

it("prints plain lines every two seconds into a pipe", () => {
  const { written, screen } = open("plain", false);
  screen.start(() => view());
  vi.advanceTimersByTime(4_000);
  screen.stop();
  expect(written).toHaveLength(2);
  expect(written.join("")).not.toContain("\u001b");
  expect(written[0]).toMatch(/^2s\/10s.*\n$/);
});

it("prints Locust's table every two seconds when headless", () => {
  const { written, screen } = open("table", false);
  screen.start(() => view());
  vi.advanceTimersByTime(2_000);
  screen.stop();
  expect(written.join("")).toContain("# reqs");
});

it("says nothing before the load begins, and nothing at all when only the summary is wanted", () => {
  const waiting = open("plain", false);
  waiting.screen.start(() => view("preparing"));
  const silent = open("nothing", false);
  silent.screen.start(() => view());
  vi.advanceTimersByTime(10_000);
  expect(waiting.written).toEqual([]);
  expect(silent.written).toEqual([]);
  waiting.screen.stop();
});

it.each<ProgressKind>(["plain", "table"])(
  "says every few seconds what is waited for, as lines where a %s is shown",
  (progress) => {
    const { written, screen } = open(progress, false);
    screen.start(() => view("preparing", "waiting for http://h to be ready (12s of 5m)"));
    vi.advanceTimersByTime(14_000);
    screen.stop();
    expect(written).toEqual(
      Array<string>(3).fill("waiting for http://h to be ready (12s of 5m)\n"),
    );
  },
);

it("draws what is waited for over itself on a terminal", () => {
  const { written, screen } = open("line", true);
  screen.start(() => view("stopping", "asking http://h how it is"));
  vi.advanceTimersByTime(500);
  screen.stop();
  const line = "\r\u001b[2Kasking http://h how it is";
  expect(written).toEqual([line, line, "\r\u001b[2K"]);
});

it("keeps log lines and the progress line apart", () => {
  const { written, output, screen } = open("line", true);
  screen.start(() => view());
  vi.advanceTimersByTime(250);
  screen.log(output, "a log line\n");
  screen.stop();
  expect(written.slice(1)).toEqual(["\r\u001b[2K", "a log line\n"]);
});

it("has no colour in a pipe, and none when NO_COLOR is set", () => {
  const output = { write: () => {}, isTTY: true, columns: 100 };
  expect(styleOf(output, {}).colour.bold("x")).not.toBe("x");
  expect(styleOf(output, { NO_COLOR: "1" }).colour.bold("x")).toBe("x");
  expect(styleOf({ write: () => {} }, {}).colour.bold("x")).toBe("x");
  expect(styleOf(output, {}).width).toBe(100);
});
