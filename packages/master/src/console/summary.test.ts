import fc from "fast-check";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { describe, expect, it } from "vitest";
import { exampleResult } from "../../../../test/support/example-result.ts";
import { createColour } from "./colour.ts";
import { formatSummary } from "./summary.ts";
import { displayWidth } from "./text/text-width.ts";

const colour = createColour(false);
const folder = "gadfly-results/20261122-043535-k3f9";

const summary = (change: Partial<ResultDocument> = {}, width = 80): string =>
  formatSummary({ ...exampleResult(), ...change }, folder, { width, colour }).join("\n");

const valid = { status: "VALID", reasons: [] } as const;
const emptyLedger = Object.fromEntries(
  Object.keys(exampleResult().ledger).map((name) => [name, 0]),
) as ResultDocument["ledger"];

describe("summary", () => {
  it("reads well at 80 columns", () => {
    expect(summary()).toMatchInlineSnapshot(`
      "Run      20261122-043535-k3f9 · 30s · 20 users · time limit reached · 2 workers
      Target   http://127.0.0.1:8000 · my-model · openai-chat
      Verdict  SUSPECT: the generator may have distorted these numbers
      Server   TTFT p50 182, p99 529 ms · failed 1.6 % · TPOT 12.3 ms · 39.9 req/s
      Client   loop delay p99 0.412 ms · CPU 23.0 % · schedule lag p99 0.528 ms

      Why SUSPECT
        - gpu-box-2: the worker was lost 26.8 s into the run; 2 requests never
          reported their end [worker_lost]

      SLO     objective       measured
      met     ttft:p99<600ms       529
      MISSED  error_rate<1%      1.6 %

      Latency, ms             p50     p90     p95     p99     max    mean        n
      TTFT                    182     292     347     529     766     204    1,200
      TTFT due                183     292     347     530     767     205    1,200
      E2E                   1,403   2,245   2,666   4,069   5,893   1,572    1,180
      E2E due               1,403   2,245   2,666   4,070   5,894   1,572    1,180
      TTLB                  1,404   2,247   2,668   4,072   5,897   1,573    1,180
      TPOT                   12.3    19.7    23.4    35.7    51.7    13.8    1,180
      NTPOT                  14.0    22.4    26.6    40.7    58.9    15.7    1,180
      gap                    12.1    19.4    23.0    35.1    50.8    13.6  118,000
      stall                  48.7    77.9    92.5     141     205    54.5    1,180
      lag                   0.182   0.291   0.346   0.528   0.764   0.204    1,221
      connect               0.456   0.730   0.866    1.32    1.92   0.511       20

      Failed requests, ms
      E2E                    3.20    5.12    6.08    9.28    13.4    3.58       19

      Tokens of a request
      in tok                  512     819     973   1,485   2,150     573    1,180
      out tok                 100     160     190     290     420     112    1,180
      tok/s/user             81.2     130     154     235     341    90.9    1,180

      Generator
      loop, ms              0.140   0.224   0.266   0.406   0.588   0.157    6,000
      cpu                  21.0 %  33.6 %  39.9 %  60.9 %  88.2 %  23.5 %       60

      Throughput
      Output tokens per second     3,931  tokens/s
      Input tokens per second     20,113  tokens/s
      Requests per second           39.9  requests/s
      Goodput                       36.2  requests/s
      Error rate                   1.6 %

      Ledger   1,224 due = 1,221 started + 3 waiting
               1,221 started = 1,180 succeeded + 19 failed + 20 cancelled + 2 lost

      Errors    kind                 message
            16  http_status          POST /v1/chat/completions: 503 {"error":{"messag…
             3  timeout_first_token  POST /v1/chat/completions: no token within 5 s

      Warnings
             4  The last event of a stream had no blank line after it.
                [unterminated_last_event]
                Nothing is lost; the server's stream is not quite as its format wants
                it.

      Events
            0s  loadChanged    0 → 20 users at 5/s
            4s  rampCompleted  20 users are running
         26.8s  workerLost     gpu-box-2: no heartbeat for 5.0 s

      Workers    users  requests  loop p99 ms     CPU  state
      gpu-box-1     20       702        0.412  23.0 %  finished
      gpu-box-2     10       519        0.398  19.0 %  lost, blind from 26.8s

      Notes    tokens of 1,200 requests: 1,180 from the server, 20 estimated
               cancelled at the stop: 20 requests, not in E2E and TPOT
               percentiles: ± 0.1 %, three significant digits, merged exactly
               before the run: 2 probe requests, not counted above
               preflight: GET /v1/models: 200, 1 model
               after the run: 200 in 3.10 ms from GET http://127.0.0.1:8000/health

      Saved    gadfly-results/20261122-043535-k3f9"
    `);
  });

  it("shows every percentile and column at 200", () => {
    expect(summary({}, 200)).toMatchInlineSnapshot(`
      "Run      20261122-043535-k3f9 · 30s · 20 users · time limit reached · 2 workers · exit 0 · 2026-11-22T04:35:35Z
      Target   http://127.0.0.1:8000 · my-model · openai-chat
      Verdict  SUSPECT: the generator may have distorted these numbers
      Server   TTFT p50 182, p99 529 ms · failed 1.6 % · TPOT 12.3 ms · 39.9 req/s · 3,931 tok/s · E2E p50 1,403, p99 4,069 ms
      Client   loop delay p99 0.412 ms · CPU 23.0 % · schedule lag p99 0.528 ms · clocks ± 0.051 ms · worst of 2 workers

      Why SUSPECT
        - gpu-box-2: the worker was lost 26.8 s into the run; 2 requests never reported their end [worker_lost]

      SLO     objective       measured
      met     ttft:p99<600ms       529
      MISSED  error_rate<1%      1.6 %

      Latency, ms                                                min     p50     p66     p75     p80     p90     p95     p98     p99   p99.9  p99.99     max    mean  stddev        n
      TTFT                 Time to first token                   109     182     201     219     237     292     347     438     529     693     748     766     204    74.8    1,200
      TTFT due             Time to first token since due         110     183     201     219     237     292     347     438     530     694     749     767     205    74.9    1,200
      E2E                  End-to-end latency                    842   1,403   1,544   1,684   1,824   2,245   2,666   3,368   4,069   5,332   5,753   5,893   1,572     575    1,180
      E2E due              End-to-end latency since due          842   1,403   1,544   1,684   1,824   2,245   2,666   3,368   4,070   5,333   5,754   5,894   1,572     575    1,180
      TTLB                 Time to last byte                     842   1,404   1,545   1,685   1,825   2,247   2,668   3,370   4,072   5,336   5,757   5,897   1,573     576    1,180
      TPOT                 Time per output token                7.39    12.3    13.5    14.8    16.0    19.7    23.4    29.5    35.7    46.8    50.5    51.7    13.8    5.05    1,180
      NTPOT                Normalized time per output token     8.41    14.0    15.4    16.8    18.2    22.4    26.6    33.6    40.7    53.3    57.5    58.9    15.7    5.75    1,180
      gap                  Gap between token events             7.26    12.1    13.3    14.5    15.7    19.4    23.0    29.0    35.1    46.0    49.6    50.8    13.6    4.96  118,000
      stall                Longest stall                        29.2    48.7    53.6    58.4    63.3    77.9    92.5     117     141     185     200     205    54.5    20.0    1,180
      lag                  Schedule lag                        0.109   0.182   0.200   0.218   0.237   0.291   0.346   0.437   0.528   0.692   0.746   0.764   0.204   0.075    1,221
      connect              Connection set-up                   0.274   0.456   0.502   0.547   0.593   0.730   0.866    1.09    1.32    1.73    1.87    1.92   0.511   0.187       20

      Failed requests, ms
      E2E                  End-to-end latency                   1.92    3.20    3.52    3.84    4.16    5.12    6.08    7.68    9.28    12.2    13.1    13.4    3.58    1.31       19

      Tokens of a request
      in tok               Input tokens                          307     512     563     614     666     819     973   1,229   1,485   1,946   2,099   2,150     573     210    1,180
      out tok              Output tokens                        60.0     100     110     120     130     160     190     240     290     380     410     420     112    41.0    1,180
      tok/s/user           Output speed seen by a user          48.7    81.2    89.3    97.4     106     130     154     195     235     309     333     341    90.9    33.3    1,180

      Generator
      loop, ms             Event loop delay of the generator   0.084   0.140   0.154   0.168   0.182   0.224   0.266   0.336   0.406   0.532   0.574   0.588   0.157   0.057    6,000
      cpu                  Processor use of the generator     12.6 %  21.0 %  23.1 %  25.2 %  27.3 %  33.6 %  39.9 %  50.4 %  60.9 %  79.8 %  86.1 %  88.2 %  23.5 %   8.6 %       60

      Throughput
      Output tokens per second     3,931  tokens/s
      Input tokens per second     20,113  tokens/s
      Requests per second           39.9  requests/s
      Goodput                       36.2  requests/s
      Error rate                   1.6 %

      Ledger   1,224 due = 1,221 started + 3 waiting;  1,221 started = 1,180 succeeded + 19 failed + 20 cancelled + 2 lost

      Errors    kind                 message                                                               seen
            16  http_status          POST /v1/chat/completions: 503 {"error":{"message":"queue is full"}}  12.1s to 12.9s
             3  timeout_first_token  POST /v1/chat/completions: no token within 5 s                        14.2s to 21.7s

      Warnings
             4  The last event of a stream had no blank line after it. [unterminated_last_event]
                Nothing is lost; the server's stream is not quite as its format wants it.

      Events
            0s  loadChanged    0 → 20 users at 5/s
            4s  rampCompleted  20 users are running
         26.8s  workerLost     gpu-box-2: no heartbeat for 5.0 s

      Workers    host           users  requests  loop p99 ms     CPU       clock ms  lost snapshots  state
      gpu-box-1  gpu-box-1.lan     20       702        0.412  23.0 %  0.021 ± 0.048               0  finished
      gpu-box-2  gpu-box-2.lan     10       519        0.398  19.0 %  -1.20 ± 0.051               1  lost, blind from 26.8s

      Notes    tokens of 1,200 requests: 1,180 from the server, 20 estimated
               cancelled at the stop: 20 requests, not in E2E and TPOT
               percentiles: ± 0.1 %, three significant digits, merged exactly
               before the run: 2 probe requests, not counted above
               preflight: GET /v1/models: 200, 1 model
               after the run: 200 in 3.10 ms from GET http://127.0.0.1:8000/health

      Saved    gadfly-results/20261122-043535-k3f9"
    `);
  });

  it("answers in five lines whether the server or the generator is slow", () => {
    const head = summary({ verdict: { ...valid, reasons: [] } }).split("\n");
    expect(head[5]).toBe("");
    expect(head.slice(0, 5).join("\n")).toMatchInlineSnapshot(`
      "Run      20261122-043535-k3f9 · 30s · 20 users · time limit reached · 2 workers
      Target   http://127.0.0.1:8000 · my-model · openai-chat
      Verdict  VALID: the generator kept up; these numbers describe the server
      Server   TTFT p50 182, p99 529 ms · failed 1.6 % · TPOT 12.3 ms · 39.9 req/s
      Client   loop delay p99 0.412 ms · CPU 23.0 % · schedule lag p99 0.528 ms"
    `);
  });

  it("leads with end-to-end latency when nothing was streamed", () => {
    const { ttft: _ttft, tpot: _tpot, ...metrics } = exampleResult().metrics;
    expect(summary({ metrics }).split("\n")[3]).toBe(
      "Server   E2E p50 1,403, p99 4,069 ms · failed 1.6 % · 39.9 req/s · 3,931 tok/s",
    );
  });

  it("shows a ledger that does not add up", () => {
    const ledger = { ...emptyLedger, due: 4, started: 4, succeeded: 2, failed: 1 };
    expect(summary({ ledger })).toContain(
      "Ledger   4 started ≠ 2 succeeded + 1 failed (the parts sum to 3)",
    );
  });

  it("leaves out what is empty", () => {
    const text = summary({
      verdict: { ...valid, reasons: [] },
      ledger: emptyLedger,
      metrics: {},
      failed: {},
      errors: [],
      warnings: [],
      events: [],
      slo: [],
      workers: [],
      preflight: { posts: 0, findings: [] },
      healthAfter: null,
      tokenSource: { usage: 0, tokenizer: 0, estimated: 0 },
    });
    expect(text).toMatchInlineSnapshot(`
      "Run      20261122-043535-k3f9 · 30s · 20 users · time limit reached · 0 workers
      Target   http://127.0.0.1:8000 · my-model · openai-chat
      Verdict  VALID: the generator kept up; these numbers describe the server
      Server   failed - · - req/s
      Client   loop delay p99 - · CPU -

      Ledger   0 started = 0 succeeded

      Notes    percentiles: ± 0.1 %, three significant digits, merged exactly

      Saved    gadfly-results/20261122-043535-k3f9"
    `);
  });

  it("shows the most frequent errors and says how many are left out", () => {
    const [error] = exampleResult().errors;
    const errors = Array.from({ length: 30 }, (_, index) => ({
      kind: "reset",
      firstSeenS: 0,
      lastSeenS: 1,
      ...error,
      message: `number ${index}`,
      count: index + 1,
    }));
    const text = summary({ errors });
    expect(text).toContain("number 29");
    expect(text).not.toContain("number 17 ");
    expect(text).toContain("and 18 more (171 requests)");
  });

  it("shows the workers that matter when there are many", () => {
    const [first, lost] = exampleResult().workers;
    if (first === undefined || lost === undefined) throw new Error("the example has two workers");
    const others = Array.from({ length: 40 }, (_, index) => ({
      ...first,
      name: `box-${index}`,
      loopDelayP99Ms: index / 100,
    }));
    const text = summary({ workers: [...others, lost] });
    expect(text).toContain("gpu-box-2");
    expect(text).toContain("box-39");
    expect(text).not.toContain("box-24");
    expect(text).toContain("and 25 more");
  });

  it("prints metrics of a newer version under their own names", () => {
    const { ttft } = exampleResult().metrics;
    if (ttft === undefined) throw new Error("the example has ttft");
    const text = summary({
      metrics: { ttft, think_time: ttft, cache_hits: { unit: "ratio", value: 1 } },
    });
    expect(text).toMatch(/^think_time +182 /mu);
    expect(text).toMatch(/^cache_hits +100 %/mu);
  });

  it("keeps within any width and prints no hostile text", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\u001b[2J\u001b]0;x\u0007模型\r\n🚀", "x".repeat(500), "a b ".repeat(100)),
    );
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 220 }), hostile, (width, text) => {
        const result = hostileResult(text);
        for (const line of formatSummary(result, text, { width, colour })) {
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("changes nothing but colour when colour is on", () => {
    const style = { width: 80, colour: createColour(true) };
    const coloured = formatSummary(exampleResult(), folder, style).join("\n");
    const codes = new RegExp(`${String.fromCodePoint(27)}\\[\\d+m`, "gu");
    expect(coloured).toMatch(codes);
    expect(coloured.replaceAll(codes, "")).toBe(summary());
  });
});

/** The example with every text replaced. */
function hostileResult(text: string): ResultDocument {
  const example = exampleResult();
  const request = { provider: text, endpoint: text, model: text };
  const health = { worker: text, url: text, status: null, ms: 1, text };
  return {
    ...example,
    run: { ...example.run, id: text },
    verdict: { status: "INVALID", reasons: [{ code: text, text, worker: text }] },
    metrics: { ...example.metrics, [text]: { unit: text, value: 1 } },
    errors: example.errors.map((row) => ({ ...row, kind: text, message: text })),
    warnings: example.warnings.map((row) => ({ ...row, code: text, text, remedy: text })),
    events: example.events.map((row) => ({ ...row, kind: text, text, worker: text })),
    slo: example.slo.map((row) => ({ ...row, expression: text })),
    workers: example.workers.map((row) => ({ ...row, name: text, host: text, state: text })),
    preflight: { posts: 1, findings: [{ code: text, text, worker: text }] },
    healthAfter: health,
    series: example.series.flatMap((row) => [
      { ...row, labels: { ...row.labels, host: text } },
      { ...row, labels: { ...row.labels, host: `${text}2` } },
    ]),
    plan: { ...example.plan, targets: [text, text], request },
  };
}

it("says of an earlier run which exit code it had", () => {
  const result = exampleResult();
  const style = { width: 120, colour: createColour(false) };
  const [line = ""] = formatSummary(result, null, style, true);
  expect(line).toContain(`exit code was ${result.run.exitCode} · 2026-`);
});
