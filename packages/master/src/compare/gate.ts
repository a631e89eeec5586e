// --fail-on: which rules the comparisons break. A rule is broken when the change is beyond its limit and
// beyond noise; where noise cannot be judged, the bare change decides, and the sentence says so.
import type { FailOnRule } from "@gadfly/shared/compare/fail-on-rule";
import type { Comparison, GateRow, StatisticDelta } from "@gadfly/shared/compare/compare-document";

/** Applies each rule to each comparison; `alpha` is shared among the rules (Bonferroni). */
export const applyGate = (
  rules: readonly FailOnRule[],
  comparisons: readonly Comparison[],
  alpha: number,
): GateRow[] =>
  comparisons.flatMap((comparison) =>
    rules.map((rule) => applyRule(rule, comparison, alpha / rules.length)),
  );

const applyRule = (rule: FailOnRule, comparison: Comparison, alpha: number): GateRow => {
  const metric = comparison.metrics.find(({ metric: name }) => name === rule.metric.name);
  const found = metric?.statistics.find(({ statistic }) => statistic === rule.statistic);
  const { delta = null, deltaShare = null, p = null } = found ?? {};
  const judgement =
    found === undefined || delta === null
      ? { broken: true, text: `${nameOf(rule)} is not in both runs, so the rule cannot be kept` }
      : judge(rule, found, alpha);
  return { rule: rule.text, run: comparison.run, delta, deltaShare, p, ...judgement };
};

const judge = (
  rule: FailOnRule,
  found: StatisticDelta,
  alpha: number,
): Pick<GateRow, "broken" | "text"> => {
  const { p } = found;
  const { change: limit } = rule.limit;
  const change = changeOf(rule, found);
  const isBeyond = rule.direction === "above" ? change > limit : change < limit;
  const said = `${nameOf(rule)} changed by ${describeChange(rule, found)}`;
  if (!isBeyond) return { broken: false, text: `${said}: within the limit` };
  if (p === null) return { broken: true, text: `${said}; it was not tested against noise` };
  const chance = p < 0.001 ? "p < 0.001" : `p = ${p.toFixed(3)}`;
  return p > alpha
    ? { broken: false, text: `${said}: within noise (${chance})` }
    : { broken: true, text: `${said}: beyond noise (${chance})` };
};

/** The change in the limit's own kind. From nothing, any growth is without bound. */
const changeOf = ({ limit }: FailOnRule, { delta, deltaShare }: StatisticDelta): number => {
  if (limit.kind === "amount") return delta ?? 0;
  if (deltaShare !== null) return deltaShare;
  return delta === 0 || delta === null ? 0 : Math.sign(delta) * Infinity;
};

const nameOf = ({ metric, statistic }: FailOnRule): string =>
  statistic === "value" ? metric.name : `${metric.name}.${statistic.replace("_", ".")}`;

const signed = (value: number, digits: number): string =>
  `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(digits)}`;

const describeChange = ({ metric, limit }: FailOnRule, found: StatisticDelta): string => {
  const { delta, deltaShare, baseline, run } = found;
  const from = `from ${figure(baseline)} to ${figure(run)} ${metric.unit}`;
  const share = deltaShare === null ? "from nothing" : `${signed(deltaShare * 100, 1)} %`;
  const amount = `${signed(delta ?? 0, 3)} ${metric.unit}`;
  return `${limit.kind === "share" ? share : amount}, ${from}`;
};

const figure = (value: number | null): string => (value === null ? "nothing" : String(value));
