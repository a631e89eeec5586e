// What a reader must know about the numbers: where tokens were counted, what cancelled requests
// count for, how exact percentiles are, what was seen before the load.
import type {
  Coalesced,
  HealthAfter,
  PreflightFinding,
  RecordCounts,
  TokenSource,
} from "@gadfly/shared/result/result-account";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { MetricStatistics, ValueStatistic } from "@gadfly/shared/result/result-statistics";
import {
  formatCount,
  formatFigure,
  formatMs,
  formatShare,
  formatRate,
  plural,
} from "@gadfly/shared/units/format-number";
import { printable } from "../printable.ts";
import type { ConsoleStyle } from "../console-style.ts";
import { formatLabelled } from "./labelled-lines.ts";

/** The notes under their label. */
export function formatNotes(result: ResultDocument, style: ConsoleStyle): string[] {
  return formatLabelled(
    "Notes",
    [
      ...describeFindings(result.preflight, "warning"),
      ...describeTokens(result.tokenSource),
      ...describeChoices(result.plan),
      ...describeCoalesced(result.coalesced),
      ...describeCancelled(result),
      ...describeSteady(result.windows),
      "percentiles: ± 0.1 %, three significant digits, merged exactly",
      ...describePreflight(result.preflight),
      ...describeHealth(result.healthAfter),
      ...describeRecords(result.records),
    ],
    style,
  );
}

function describeTokens({ usage, tokenizer, estimated }: TokenSource): string[] {
  const total = usage + tokenizer + estimated;
  if (total === 0) return [];
  if (usage === total) return ["tokens: as the server's usage says"];
  const parts = [
    ...(usage === 0 ? [] : [`${formatCount(usage)} from the server`]),
    ...(tokenizer === 0 ? [] : [`${formatCount(tokenizer)} by a tokenizer`]),
    ...(estimated === 0 ? [] : [`${formatCount(estimated)} estimated`]),
  ];
  return [`tokens of ${plural(total, "request")}: ${parts.join(", ")}`];
}

/** Where it is large, gaps are those between reads: the server or a proxy sends tokens in bundles. */
const describeCoalesced = ({ events, share }: Coalesced): string[] =>
  events === 0
    ? []
    : [`gaps: ${formatShare(share)} of token events came with another in one read and have none`];

const describeCancelled = ({ ledger, plannedCancels }: ResultDocument): string[] => {
  const atStop = ledger.cancelled - plannedCancels;
  return [
    ...describeCount("broken off on purpose", plannedCancels),
    ...describeCount("cancelled at the stop", atStop),
  ];
};

const describeCount = (what: string, requests: number): string[] =>
  requests <= 0 ? [] : [`${what}: ${plural(requests, "request")}, not in E2E and TPOT`];

/** The figures above include the ramp; these do not. */
const describeSteady = (windows: ResultDocument["windows"]): string[] => {
  const steady = windows.find(({ name }) => name === "steady");
  if (steady === undefined || steady.fromS === 0) return [];
  const { rps, output_tps: tokens } = steady.metrics;
  if (!isValue(rps) || rps.value === null) return [];
  const tps = isValue(tokens) && tokens.value !== null ? `, ${formatRate(tokens.value)} tok/s` : "";
  const span = `from ${formatFigure(steady.fromS)} to ${formatFigure(steady.toS)} s`;
  return [`without the ramp, ${span}: ${formatRate(rps.value)} req/s${tps}`];
};

const isValue = (metric: MetricStatistics | undefined): metric is ValueStatistic =>
  metric !== undefined && "value" in metric;

const describePreflight = (preflight: ResultDocument["preflight"]): string[] => {
  const { posts } = preflight;
  const probed = `before the run: ${plural(posts, "probe request")}, not counted above`;
  return [...(posts === 0 ? [] : [probed]), ...describeFindings(preflight, undefined)];
};

/** Warnings come first of all, the others last. */
const describeFindings = (
  { findings }: ResultDocument["preflight"],
  severity: PreflightFinding["severity"],
): string[] =>
  findings
    .filter((finding) => finding.severity === severity)
    .map(({ text, worker }) => {
      const title = severity === undefined ? "preflight" : "WARNING, preflight";
      return printable(`${title}${worker === undefined ? "" : ` of ${worker}`}: ${text}`);
    });

/** Events of several answers come mixed on one stream, and usage counts them together. */
const describeChoices = ({ request }: ResultDocument["plan"]): string[] => {
  const choices = request["choices"];
  return typeof choices === "number" && choices > 1
    ? [`${formatCount(choices)} answers to a request: TPOT and gaps are of all together`]
    : [];
};

const describeRecords = (records: RecordCounts | null): string[] => {
  if (records === null) return [];
  const { share, written, dropped } = records;
  const chosen = share === 1 ? "" : `, ${formatShare(share)} of them`;
  return [
    `records: ${plural(written, "request")} written${chosen}, ${formatCount(dropped)} dropped`,
  ];
};

const describeHealth = (health: HealthAfter | null): string[] => {
  if (health === null) return [];
  const { url, status, ms, text } = health;
  const asked = `GET ${printable(url)}`;
  return status === null
    ? [`after the run: no answer to ${asked}: ${printable(text)}`]
    : [`after the run: ${status} in ${formatMs(ms)} from ${asked}`];
};
