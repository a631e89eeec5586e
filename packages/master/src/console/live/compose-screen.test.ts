import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { troubledDetails, wellDetails } from "../../../../../test/support/live-details.ts";
import { createColour } from "../colour.ts";
import { displayWidth } from "../text/text-width.ts";
import { composeScreen } from "./compose-screen.ts";
import type { LiveDetails } from "./live-details.ts";
import type { ScreenStyle } from "./screen-style.ts";

const styleOf = (width: number, height: number, parts: Partial<ScreenStyle> = {}): ScreenStyle => ({
  width,
  height,
  colour: createColour(false),
  hasKeys: true,
  isHelpShown: false,
  ...parts,
});

const screen = (details: LiveDetails, width: number, height: number): string =>
  composeScreen(details, styleOf(width, height)).join("\n");

describe("the live view of a run that is well", () => {
  it("fits a small terminal, 40 columns by 10 rows", () => {
    expect(screen(wellDetails(), 39, 9)).toMatchInlineSnapshot(`
      "45s/1m running  ━━━━━━━━━━━━━━━━━──────
      20/20 users · 18 in flight · 2 workers
      requests/s     40.1    40.0  ███▇▅▆███
      TTFT p50 ms     200     200  ███▇▇████
      since the start     p50     p90     p99
      TTFT ms             182     292     529
      Verdict  VALID so far
      Ledger   1,222 started, adds up
      w W s S users · q stop · ? help"
    `);
  });

  it("shows all there is on 80 columns by 24 rows", () => {
    expect(screen(wellDetails(), 79, 23)).toMatchInlineSnapshot(`
      "45s/1m running  ━━━━━━━━━━━━━━━━━━━━━━━───────
      20/20 users · 18 in flight · 2 workers · demo-model · http://127.0.0.1:8000
                      now highest  last 45s
      users            20      20  ▃▄▆▇█████████████████████████████████████████
      requests/s     40.1    40.0  ▇▇███████████▇▇▇▆▆▆▅▅▅▅▅▅▅▅▆▆▆▇▇▇███████████▇
      tokens/s      3,931   3,900  ▇████████████▇▇▇▆▆▆▆▅▅▅▅▅▅▆▆▆▆▇▇▇████████████
      TTFT p50 ms     200     200  ██████████████▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇████████████████
      TTFT p99 ms     500     900  ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅█▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅█▅▅▅▅▅
      failures/s        0       0  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
      since the start     p50     p90     p95     p99
      TTFT ms             182     292     347     529
      TPOT ms            12.3    19.7    23.4    35.7
      E2E ms            1,403   2,245   2,666   4,069
      Workers  users   req/s     CPU  loop p99 ms now  state
      local-1     10    20.1  23.0 %             1.24  running
      local-2     10    20.1  23.0 %             1.24  running
      Verdict  VALID so far
      Ledger   1,222 started = 1,204 succeeded + 18 in flight
      w W s S users · q stop · ? help"
    `);
  });

  it("has air on a large terminal", () => {
    expect(screen(wellDetails(), 99, 40)).toMatchInlineSnapshot(`
      "45s/1m running  ━━━━━━━━━━━━━━━━━━━━━━━───────
      20/20 users · 18 in flight · 2 workers · demo-model · http://127.0.0.1:8000

                      now highest  last 45s
      users            20      20  ▃▄▆▇█████████████████████████████████████████
      requests/s     40.1    40.0  ▇▇███████████▇▇▇▆▆▆▅▅▅▅▅▅▅▅▆▆▆▇▇▇███████████▇
      tokens/s      3,931   3,900  ▇████████████▇▇▇▆▆▆▆▅▅▅▅▅▅▆▆▆▆▇▇▇████████████
      TTFT p50 ms     200     200  ██████████████▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇████████████████
      TTFT p99 ms     500     900  ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅█▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅█▅▅▅▅▅
      failures/s        0       0  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁

      since the start     p50     p90     p95     p99
      TTFT ms             182     292     347     529
      TPOT ms            12.3    19.7    23.4    35.7
      E2E ms            1,403   2,245   2,666   4,069

      Workers  users   req/s     CPU  loop p99 ms now  state
      local-1     10    20.1  23.0 %             1.24  running
      local-2     10    20.1  23.0 %             1.24  running

      Verdict  VALID so far

      Ledger   1,222 started = 1,204 succeeded + 18 in flight

      w W s S users · q stop · ? help"
    `);
  });
});

describe("the live view of a run in trouble", () => {
  it("puts trouble first where there is little room", () => {
    expect(screen(troubledDetails(), 39, 12)).toMatchInlineSnapshot(`
      "45s running
      requests/s     40.1    40.0  ███▇▅▆███
      failures/s     0.30    2.00  ▁▁▁▁▁▁███
      since the start     p50     p90     p99
      TTFT ms             182     292     529
      Workers  users   req/s     CPU  state
      local-1     10    20.1  95.0 %  running
      and 4 more
      Verdict  SUSPECT so far: local-1: CPU…
      Ledger   1,222 started, adds up
      Failures 9 × http_5xx: 500 In… (1 more)
      w W s S users · q stop · ? help"
    `);
  });

  it("shows each kind of trouble on 80 columns by 24 rows", () => {
    expect(screen(troubledDetails(), 79, 23)).toMatchInlineSnapshot(`
      "45s running
      20/20 users · 12 failed (1.00 %) · 18 in flight · 2 workers · demo-model
                      now highest  last 45s
      requests/s     40.1    40.0  ▇▇███████████▇▇▇▆▆▆▅▅▅▅▅▅▅▅▆▆▆▇▇▇███████████▇
      tokens/s      3,931   3,900  ▇████████████▇▇▇▆▆▆▆▅▅▅▅▅▅▆▆▆▆▇▇▇████████████
      TTFT p50 ms     200     200  ██████████████▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇████████████████
      failures/s     0.30    2.00  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▅█▁▅█▁▅█▁▅█▁▅█▁
      since the start     p50     p90     p95     p99
      TTFT ms             182     292     347     529
      TPOT ms            12.3    19.7    23.4    35.7
      E2E ms            1,403   2,245   2,666   4,069
      Workers  users   req/s     CPU  loop p99 ms now  state
      local-1     10    20.1  95.0 %             31.2  running
      local-2      0       0       -                -  lost
      local-3     10    20.1  23.0 %             1.24  running
      and 2 more
      Verdict  SUSPECT so far: local-1: CPU above 70 % in 40 % of intervals [cpu]
               local-2: worker lost: nothing is known of it from 31s [worker_lost]
      Ledger   1,222 started = 1,192 succeeded + 12 failed + 18 in flight
      Failures 9 × http_5xx: 500 Internal Server Error: out of memory (1 more)
      Warnings 7 × Answers came in one piece.
      Events   40s Users changed from 10 to 20
      w W s S users · q stop · ? help"
    `);
  });

  it("has room for all of it on a large terminal", () => {
    expect(screen(troubledDetails(), 119, 45)).toMatchInlineSnapshot(`
      "45s running
      20/20 users · 12 failed (1.00 %) · 18 in flight · 2 workers · demo-model · http://a:8000 and 1 more

                      now highest  last 45s
      users            20      20  ▃▄▆▇█████████████████████████████████████████
      requests/s     40.1    40.0  ▇▇███████████▇▇▇▆▆▆▅▅▅▅▅▅▅▅▆▆▆▇▇▇███████████▇
      tokens/s      3,931   3,900  ▇████████████▇▇▇▆▆▆▆▅▅▅▅▅▅▆▆▆▆▇▇▇████████████
      TTFT p50 ms     200     200  ██████████████▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇████████████████
      TTFT p99 ms     500     900  ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅█▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅█▅▅▅▅▅
      failures/s     0.30    2.00  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▅█▁▅█▁▅█▁▅█▁▅█▁

      since the start     p50     p90     p95     p99
      TTFT ms             182     292     347     529
      TPOT ms            12.3    19.7    23.4    35.7
      E2E ms            1,403   2,245   2,666   4,069

      Workers  users   req/s     CPU  loop p99 ms now  state
      local-1     10    20.1  95.0 %             31.2  running
      local-2      0       0       -                -  lost
      local-3     10    20.1  23.0 %             1.24  running
      local-4     10    20.1  23.0 %             1.24  running
      local-5     10    20.1  23.0 %             1.24  running

      Verdict  SUSPECT so far: local-1: CPU above 70 % in 40 % of intervals [cpu]
               local-2: worker lost: nothing is known of it from 31s [worker_lost]

      Ledger   1,222 started = 1,192 succeeded + 12 failed + 18 in flight

      Failures 9 × http_5xx: 500 Internal Server Error: out of memory
               3 × timeout_idle: no byte for 30 s
      Warnings 7 × Answers came in one piece.
      Events   31s local-2 was lost
               40s Users changed from 10 to 20

      w W s S users · q stop · ? help"
    `);
  });
});

describe("the live view", () => {
  it("is short before there are figures", () => {
    const early = wellDetails({
      state: "preparing",
      elapsedMs: 0,
      users: 0,
      inFlight: 0,
      history: [],
      workerRows: [],
      total: { ...wellDetails().total, requests: 0, ttftMs: null, tpotMs: null, e2eMs: null },
      ledger: { ...wellDetails().ledger, due: 0, started: 0, succeeded: 0, inFlight: 0 },
    });
    expect(screen(early, 79, 23)).toMatchInlineSnapshot(`
      "0s/1m preparing  ──────────────────────────────
      0/20 users · 0 in flight · 2 workers · demo-model · http://127.0.0.1:8000

      w W s S users · q stop · ? help"
    `);
  });

  it("follows whole answers where nothing is streamed", () => {
    const { total, history } = wellDetails();
    const whole = wellDetails({
      total: { ...total, ttftMs: null },
      history: history.map((row) => ({ ...row, ttftP50: null, ttftP99: null })),
    });
    const text = screen(whole, 79, 23);
    expect(text).toContain("E2E p50 ms");
    expect(text).not.toContain("TTFT");
  });

  it("has the seconds of a column above minutes of history", () => {
    const history = Array.from({ length: 300 }, (_, place) => ({ ...lastSecond, t: place + 201 }));
    expect(screen(wellDetails({ history }), 79, 30)).toContain("last 5m, 6s each");
  });

  it("explains its keys when asked to, and is silent about them where there are none", () => {
    const help = composeScreen(wellDetails(), styleOf(79, 40, { isHelpShown: true })).join("\n");
    expect(help).toContain("stops the run in order");
    const mute = composeScreen(wellDetails(), styleOf(79, 40, { hasKeys: false })).join("\n");
    expect(mute).not.toContain("q stop");
  });

  it("says what a second q would do while the run is stopping", () => {
    expect(screen(wellDetails({ state: "stopping" }), 79, 23)).toContain("q again:");
  });

  it("is one line where the terminal is too small for more", () => {
    expect(composeScreen(wellDetails(), styleOf(39, 8))).toHaveLength(1);
    expect(composeScreen(wellDetails(), styleOf(30, 30))).toHaveLength(1);
  });

  it("says that a ledger does not add up where there is no room to show it", () => {
    const ledger = { ...wellDetails().ledger, succeeded: 7, cancelled: 3, lost: 2, dropped: 1 };
    expect(screen(wellDetails({ ledger }), 39, 9)).toContain("1,222 started, does not add up");
  });
});

const [lastSecond] = wellDetails().history.slice(-1) as [LiveDetails["history"][number]];

describe("hostile text", () => {
  const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "\u001b[2J\u001b]0;owned\u0007",
      "a\nb\rc",
      "模型🚀\u202etxt",
      "e\u0301".repeat(40),
    ),
  );

  const hostileDetails = (text: string): LiveDetails =>
    troubledDetails({
      state: text,
      model: text,
      targets: [text, text],
      workerRows: troubledDetails().workerRows.map((row) => ({ ...row, name: text, state: text })),
      verdict: { status: "INVALID", reasons: [{ code: text, text, worker: text }] },
      errors: [{ kind: text, message: text, count: 1, firstSeenS: 0, lastSeenS: 1 }],
      warnings: [{ code: text, text, count: 2 }],
      events: [{ t: 1, kind: text, text, worker: text }],
    });

  it("never reaches the terminal as anything but text, and never breaks a line or the size", () => {
    const width = fc.integer({ min: 20, max: 200 });
    const height = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(hostile, width, height, (text, columns, rows) => {
        const lines = composeScreen(hostileDetails(text), styleOf(columns, rows));
        expect(lines.length).toBeLessThanOrEqual(rows);
        for (const line of lines) {
          expect(line).not.toMatch(forbidden);
          expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("is no wider with colours", () => {
    const style = styleOf(60, 30, { colour: createColour(true) });
    for (const line of composeScreen(hostileDetails("模型\u001b[31m"), style))
      expect(displayWidth(line)).toBeLessThanOrEqual(60);
  });
});
