// A rule of --fail-on: METRIC.STATISTIC, > or <, and a change. "ttft.p95>+5%" is broken when the 95th
// percentile of ttft has grown by more than 5 % of the baseline's.
import { err, ok, type Result } from "../errors/result.ts";
import { closestWord } from "../options/resolve/edit-distance.ts";
import { findMetric, metricRegistry, type MetricRow } from "../metrics/metric-registry.ts";

/** A rule, read. */
export interface FailOnRule {
  /** As it was given. */
  readonly text: string;
  readonly metric: MetricRow;
  /** As in results: p95, p99_9, mean; `value` for a metric that is one number. */
  readonly statistic: string;
  readonly direction: "above" | "below";
  /** The limit of the change: a share of the baseline, or an amount in the metric's unit. */
  readonly limit: { readonly kind: "share" | "amount"; readonly change: number };
}

/** What a distribution has a number for. */
export const ruleStatistics: readonly string[] = [
  "mean",
  "p50",
  "p66",
  "p75",
  "p80",
  "p90",
  "p95",
  "p98",
  "p99",
  "p99_9",
  "p99_99",
  "min",
  "max",
];

const shape =
  /^(?<metric>[a-z0-9_]+?)(?:\.(?<statistic>[a-z]+[0-9._]*))?\s*(?<operator>[<>])\s*(?<change>[+-]?(?:\d+(?:\.\d+)?|\.\d+))\s*(?<unit>[a-zµ%/]*)$/i;

/** How many of the metric's own unit one of these is. */
const unitFactors: Readonly<Record<MetricRow["unit"], Readonly<Record<string, number>>>> = {
  ms: { us: 0.001, µs: 0.001, ms: 1, s: 1000 },
  tokens: { tokens: 1, tok: 1 },
  "tokens/s": { "tokens/s": 1, "tok/s": 1 },
  "requests/s": { "requests/s": 1, "req/s": 1 },
  "items/s": { "items/s": 1 },
  ratio: { pp: 0.01 },
};

/** Reads a rule, or says in a clause what is wrong with it. */
export const parseFailOnRule = (given: string): Result<FailOnRule> => {
  const text = given.trim();
  const parts = shape.exec(text)?.groups;
  if (parts === undefined)
    return err("it is not METRIC.STATISTIC, then > or <, then a change such as +5% or +20ms");
  const { metric: name = "", operator, change = "", unit = "" } = parts;
  const metric = findMetric(name);
  if (metric === undefined) return err(`there is no metric '${name}'${closestTo(name)}`);
  const statistic = statisticOf(metric, parts["statistic"]);
  if (!statistic.ok) return statistic;
  const limit = limitOf(metric, Number(change), unit.toLowerCase());
  if (!limit.ok) return limit;
  const direction = operator === ">" ? "above" : "below";
  return ok({ text, metric, statistic: statistic.value, direction, limit: limit.value });
};

const statisticOf = (metric: MetricRow, given: string | undefined): Result<string> => {
  if (metric.kind === "value") {
    if (given === undefined || given === "value") return ok("value");
    return err(`${metric.name} is one number and has no '${given}'; write ${metric.name} alone`);
  }
  if (given === undefined)
    return err(`${metric.name} needs a statistic, such as ${metric.name}.p95`);
  const statistic = given.toLowerCase().replace(".", "_");
  if (ruleStatistics.includes(statistic)) return ok(statistic);
  const listed = ruleStatistics.map((known) => known.replace("_", ".")).join(", ");
  return err(`${metric.name} has no statistic '${given}'; it has ${listed}`);
};

const limitOf = (
  { name, unit }: MetricRow,
  change: number,
  given: string,
): Result<FailOnRule["limit"]> => {
  if (given === "%") return ok({ kind: "share", change: change / 100 });
  const factors = unitFactors[unit];
  const factor = factors[given];
  if (factor !== undefined) return ok({ kind: "amount", change: change * factor });
  const allowed = ["%", ...Object.keys(factors)].join(", ");
  const what = given === "" ? "the change has no unit" : `'${given}' is no unit of ${name}`;
  return err(`${what}; it takes ${allowed}`);
};

const closestTo = (name: string): string => {
  const closest = closestWord(
    name,
    metricRegistry.map((row) => row.name),
  );
  return closest === null ? "" : `; did you mean '${closest}'?`;
};
