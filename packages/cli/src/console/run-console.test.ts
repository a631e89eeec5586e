import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { wellDetails } from "../../../../test/support/live-details.ts";
import { TerminalEmulator } from "../../../../test/support/terminal-emulator.ts";
import { RunConsole, type ProgressKind } from "./run-console.ts";

const runOf = (state = "running", waitingFor: string | null = null) => {
  const details = wellDetails({ elapsedMs: 2_000, totalMs: 10_000, state, waitingFor });
  return { view: () => details, details: () => details };
};

/** A console that writes into a pipe, or onto a terminal of 80 columns and 24 rows. */
const open = (progress: ProgressKind, isTTY: boolean) => {
  const written: string[] = [];
  const terminal = new TerminalEmulator(80, 24);
  let resized = () => {};
  const output = {
    write: (text: string) => {
      written.push(text);
      terminal.write(text.replaceAll("\n", "\r\n"));
    },
    isTTY,
    columns: 80,
    rows: 24,
    on: (_event: "resize", listener: () => void) => void (resized = listener),
    off: () => void (resized = () => {}),
  };
  const screen = new RunConsole({ output, env: {}, progress, hasKeys: true });
  const resize = (columns: number, rows: number) => {
    terminal.resize(columns, rows);
    Object.assign(output, { columns, rows });
    resized();
  };
  return { written, output, screen, terminal, resize };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("draws one line over and over on a terminal, and erases it at the end", () => {
  const { written, screen, terminal } = open("line", true);
  screen.start(runOf());
  vi.advanceTimersByTime(500);
  expect(terminal.lines).toEqual([expect.stringContaining("users 20/20")]);
  // Nothing has changed since the first time.
  expect(written).toHaveLength(1);
  screen.stop();
  expect(terminal.lines).toEqual([]);
});

it("draws the live view on a terminal, and takes it away for the summary", () => {
  const { screen, terminal, output } = open("view", true);
  output.write("before\n");
  screen.start(runOf());
  vi.advanceTimersByTime(1_000);
  expect(terminal.lines[0]).toBe("before");
  expect(terminal.lines.at(-1)).toContain("q stop");
  screen.stop();
  output.write("after\n");
  expect(terminal.lines).toEqual(["before", "after"]);
  expect(terminal.isCursorShown).toBe(true);
});

it("shows and hides the help at once", () => {
  const { screen, terminal } = open("view", true);
  screen.start(runOf());
  vi.advanceTimersByTime(1_000);
  screen.toggleHelp();
  expect(terminal.lines.join("\n")).toContain("hides this help");
  screen.toggleHelp();
  expect(terminal.lines.join("\n")).not.toContain("hides this help");
  screen.stop();
});

it("draws anew when the terminal has found another size, and no more after the end", () => {
  const { screen, terminal, written, resize } = open("view", true);
  screen.start(runOf());
  vi.advanceTimersByTime(1_000);
  resize(60, 12);
  expect(terminal.lines).toEqual([]);
  vi.advanceTimersByTime(100);
  resize(40, 10);
  vi.advanceTimersByTime(100);
  expect(terminal.lines).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(terminal.lines).toHaveLength(9);
  screen.stop();
  const count = written.length;
  resize(80, 24);
  expect(written).toHaveLength(count);
});

it("prints plain lines every two seconds into a pipe", () => {
  const { written, screen } = open("plain", false);
  screen.start(runOf());
  vi.advanceTimersByTime(4_000);
  screen.stop();
  expect(written).toHaveLength(2);
  expect(written.join("")).not.toContain("\u001b");
  expect(written[0]).toMatch(/^2s\/10s.*\n$/);
});

it("prints Locust's table every two seconds when headless", () => {
  const { written, screen } = open("table", false);
  screen.start(runOf());
  vi.advanceTimersByTime(2_000);
  screen.stop();
  expect(written.join("")).toContain("# reqs");
});

it("says nothing before the load begins, and nothing at all when only the summary is wanted", () => {
  const waiting = open("plain", false);
  waiting.screen.start(runOf("preparing"));
  const silent = open("nothing", false);
  silent.screen.start(runOf());
  vi.advanceTimersByTime(10_000);
  expect(waiting.written).toEqual([]);
  expect(silent.written).toEqual([]);
  waiting.screen.stop();
});

it.each<ProgressKind>(["plain", "table"])(
  "says every few seconds what is waited for, as lines where a %s is shown",
  (progress) => {
    const { written, screen } = open(progress, false);
    screen.start(runOf("preparing", "waiting for http://h to be ready (12s of 5m)"));
    vi.advanceTimersByTime(14_000);
    screen.stop();
    expect(written).toEqual(
      Array<string>(3).fill("waiting for http://h to be ready (12s of 5m)\n"),
    );
  },
);

it.each<ProgressKind>(["line", "view"])(
  "draws what is waited for over itself on a terminal with a %s",
  (progress) => {
    const { screen, terminal } = open(progress, true);
    screen.start(runOf("stopping", "asking http://h how it is"));
    vi.advanceTimersByTime(1_000);
    expect(terminal.lines[0]).toBe("asking http://h how it is");
    screen.stop();
    expect(terminal.lines).toEqual([]);
  },
);

it("keeps log lines above what is drawn, and out of it", () => {
  const { output, screen, terminal } = open("view", true);
  screen.start(runOf());
  vi.advanceTimersByTime(1_000);
  const drawn = [...terminal.lines];
  for (let line = 0; line < 30; line++) screen.log(output, `log line ${line}\n`);
  expect(terminal.lines.slice(-drawn.length)).toEqual(drawn);
  const log = [...terminal.scrolledOff, ...terminal.lines.slice(0, -drawn.length)];
  expect(log).toEqual(Array.from({ length: 30 }, (_, line) => `log line ${line}`));
  screen.stop();
});

it("draws what is true now below a log line", () => {
  const { output, screen, terminal } = open("view", true);
  const run = { details: wellDetails({ users: 3 }) };
  screen.start({ view: () => run.details, details: () => run.details });
  vi.advanceTimersByTime(1_000);
  vi.advanceTimersByTime(500);
  run.details = wellDetails({ users: 20 });
  screen.log(output, "All users spawned\n");
  expect(terminal.lines[0]).toBe("All users spawned");
  expect(terminal.lines.join("\n")).toContain("20/20 users");
  expect(terminal.lines.join("\n")).not.toContain("3/20 users");
  screen.stop();
});

it("leaves a log that goes to a file or a pipe alone", () => {
  const { written, screen } = open("view", true);
  screen.start(runOf());
  vi.advanceTimersByTime(1_000);
  const count = written.length;
  const elsewhere: string[] = [];
  screen.log({ write: (text: string) => void elsewhere.push(text) }, "a log line\n");
  expect([elsewhere, written.length]).toEqual([["a log line\n"], count]);
  screen.stop();
});
