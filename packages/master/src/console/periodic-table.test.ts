import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createColour } from "./colour.ts";
import type { LiveRow, LiveView } from "./live-view.ts";
import { formatPeriodicTable } from "./periodic-table.ts";
import { formatPlainProgress, formatProgressLine } from "./progress-line.ts";
import { displayWidth } from "./text/text-width.ts";

const colour = createColour(false);

const row = (name: string, change: Partial<LiveRow> = {}): LiveRow => ({
  name,
  shortName: "",
  requests: 1204,
  failures: 3,
  rps: 40.13,
  failuresPerS: 0.1,
  outputTps: 3931.4,
  ttftMs: { p50: 182.4, p90: 291.8, p95: 346.6, p99: 528.9 },
  tpotMs: { p50: 12.31, p90: 19.7, p95: 23.4, p99: 35.7 },
  e2eMs: { p50: 1403.2, p90: 2245.1, p95: 2666.1, p99: 4069.3 },
  ...change,
});

const idle = { requests: 0, failures: 0, rps: 0, failuresPerS: 0, outputTps: 0 };
const noLatency = { ttftMs: null, tpotMs: null, e2eMs: null };

const view = (change: Partial<LiveView> = {}): LiveView => ({
  elapsedMs: 12_345,
  totalMs: 30_000,
  state: "running",
  waitingFor: null,
  users: 20,
  targetUsers: 20,
  inFlight: 18,
  workers: 2,
  rows: [row("POST /v1/chat/completions"), row("POST /v1/completions", { ...idle, ...noLatency })],
  total: row(""),
  ...change,
});

const table = (width: number): string => formatPeriodicTable(view(), { width, colour }).join("\n");

describe("periodic table", () => {
  it("shows the essential columns at 80", () => {
    expect(table(80)).toMatchInlineSnapshot(`
      "12s/30s running · 20/20 users · 18 in flight · 2 workers
                    │                │      TTFT ms │ TPOT ms │ E2E ms │
      Name          │ # reqs # fails │   p50    p99 │     p50 │    p50 │ req/s   tok/s
      ──────────────┼────────────────┼──────────────┼─────────┼────────┼──────────────
      POST /v1/cha… │  1,204       3 │   182    529 │    12.3 │  1,403 │  40.1   3,931
      POST /v1/com… │      0       0 │     -      - │       - │      - │     0       0
      ──────────────┼────────────────┼──────────────┼─────────┼────────┼──────────────
      Aggregated    │  1,204       3 │   182    529 │    12.3 │  1,403 │  40.1   3,931"
    `);
  });

  it("names the API where there is no room for its path", () => {
    const named = view({
      rows: [row("POST /v1/chat/completions", { shortName: "openai-chat", outputTps: null })],
    });
    const [narrow, wide] = [80, 200].map((width) =>
      formatPeriodicTable(named, { width, colour }).join("\n"),
    );
    expect(narrow).toMatch(/^openai-chat +│ +1,204 .* -$/m);
    expect(narrow).not.toContain("…");
    expect(wide).toContain("POST /v1/chat/completions │");
  });

  it("shows more percentiles and rates at 200", () => {
    expect(table(200)).toMatchInlineSnapshot(`
      "12s/30s running · 20/20 users · 18 in flight · 2 workers
                                │                        │                    TTFT ms │               TPOT ms │                      E2E ms │
      Name                      │ # reqs # fails  failed │   p50    p90    p95    p99 │     p50    p90    p99 │    p50    p90    p95    p99 │ req/s failures/s   tok/s
      ──────────────────────────┼────────────────────────┼────────────────────────────┼───────────────────────┼─────────────────────────────┼─────────────────────────
      POST /v1/chat/completions │  1,204       3  0.25 % │   182    292    347    529 │    12.3   19.7   35.7 │  1,403  2,245  2,666  4,069 │  40.1       0.10   3,931
      POST /v1/completions      │      0       0       - │     -      -      -      - │       -      -      - │      -      -      -      - │     0          0       0
      ──────────────────────────┼────────────────────────┼────────────────────────────┼───────────────────────┼─────────────────────────────┼─────────────────────────
      Aggregated                │  1,204       3  0.25 % │   182    292    347    529 │    12.3   19.7   35.7 │  1,403  2,245  2,666  4,069 │  40.1       0.10   3,931"
    `);
  });
});

describe("progress line", () => {
  it("fills the width of a terminal with a bar and the figures", () => {
    const line = (width: number): string => formatProgressLine(view(), { width, colour });
    expect([60, 80, 120].map(line).join("\n")).toMatchInlineSnapshot(`
      "12s/30s  users 20/20  rps 40.1  tok/s 3,931  fails 3
      [====>      ] 12s/30s  users 20/20  in flight 18  rps 40.1  tok/s 3,931  fails 3
      [============>                 ] 12s/30s  users 20/20  in flight 18  rps 40.1  tok/s 3,931  ttft 182 ms  fails 3"
    `);
  });

  it("has no bar without a time limit and names the state until all users run", () => {
    const ramping = view({ totalMs: null, state: "spawning", users: 7, total: row("", noLatency) });
    expect(formatProgressLine(ramping, { width: 120, colour })).toBe(
      "12s  spawning  users 7/20  in flight 18  rps 40.1  tok/s 3,931  fails 3",
    );
  });

  it("fills the bar at the end and never beyond", () => {
    const late = view({ elapsedMs: 31_000 });
    expect(formatProgressLine(late, { width: 120, colour })).toMatch(/^\[=+\] 31s\/30s {2}users/u);
  });

  it("is the figures alone when piped", () => {
    expect(formatPlainProgress(view(), colour)).toBe(
      "12s/30s  users 20/20  in flight 18  rps 40.1  tok/s 3,931  ttft 182 ms  fails 3",
    );
  });
});

describe("live output", () => {
  it("keeps within any width, whatever the names", () => {
    const hostile = fc.oneof(fc.string({ unit: "binary" }), fc.constant("\u001b[2J模型\n🚀"));
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 220 }), hostile, fc.nat(), (width, name, size) => {
        const hostileView = view({
          state: name,
          users: size,
          inFlight: size,
          rows: [row(name, { requests: size, outputTps: size })],
        });
        const style = { width, colour: createColour(size % 2 === 0) };
        const lines = [
          ...formatPeriodicTable(hostileView, style),
          formatProgressLine(hostileView, style),
        ];
        for (const line of lines) {
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
          expect(line).not.toContain("\n");
        }
      }),
      { numRuns: 50 },
    );
  });
});
