import { describe, expect, it } from "vitest";
import { parseFailOnRule } from "./fail-on-rule.ts";

const read = (text: string) => {
  const parsed = parseFailOnRule(text);
  if (!parsed.ok) throw new Error(parsed.error);
  const { metric, statistic, direction, limit } = parsed.value;
  return [metric.name, statistic, direction, limit.kind, limit.change];
};

describe("a rule of --fail-on", () => {
  it.each([
    ["ttft.p95>+5%", ["ttft", "p95", "above", "share", 0.05]],
    ["ttft.p95>5%", ["ttft", "p95", "above", "share", 0.05]],
    ["  e2e.p99 > +200ms ", ["e2e", "p99", "above", "amount", 200]],
    ["e2e.p99>+0.2s", ["e2e", "p99", "above", "amount", 200]],
    ["tpot.mean>+50us", ["tpot", "mean", "above", "amount", 0.05]],
    ["ttft.p99.9>+5%", ["ttft", "p99_9", "above", "share", 0.05]],
    ["ttft.p99_99>+5%", ["ttft", "p99_99", "above", "share", 0.05]],
    ["rps<-3%", ["rps", "value", "below", "share", -0.03]],
    ["output_tps.value<-100tok/s", ["output_tps", "value", "below", "amount", -100]],
    ["error_rate>+1pp", ["error_rate", "value", "above", "amount", 0.01]],
    ["output_tokens.p50<-1tokens", ["output_tokens", "p50", "below", "amount", -1]],
    ["ttft.p50>-5%", ["ttft", "p50", "above", "share", -0.05]],
  ])("%j is understood", (text, wanted) => {
    expect(read(text)).toEqual(wanted);
  });

  it.each([
    ["", "it is not METRIC.STATISTIC, then > or <, then a change such as +5% or +20ms"],
    ["ttft.p95=5%", "it is not METRIC.STATISTIC, then > or <, then a change such as +5% or +20ms"],
    ["tfft.p95>5%", "there is no metric 'tfft'; did you mean 'ttft'?"],
    ["speed.p95>5%", "there is no metric 'speed'"],
    ["ttft>5%", "ttft needs a statistic, such as ttft.p95"],
    [
      "ttft.p42>5%",
      "ttft has no statistic 'p42'; it has mean, p50, p66, p75, p80, p90, p95, p98, p99, p99.9, p99.99, min, max",
    ],
    ["rps.p95<-5%", "rps is one number and has no 'p95'; write rps alone"],
    ["ttft.p95>5", "the change has no unit; it takes %, us, µs, ms, s"],
    ["rps<-5ms", "'ms' is no unit of rps; it takes %, requests/s, req/s"],
  ])("%j is refused in one clause", (text, wanted) => {
    expect(parseFailOnRule(text)).toEqual({ ok: false, error: wanted });
  });
});
