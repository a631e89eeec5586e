// The first five lines: what was run, against what, can it be trusted, how was the server, how
// was the generator. Only reasons for doubt may stand between them and the tables.
import type { RunTrouble, Verdict } from "@gadfly/shared/result/result-account";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import {
  adviceFor,
  askedUsersOf,
  describeUsers,
  endTextOf,
  verdictTexts,
} from "@gadfly/shared/result/result-words";
import { formatSeconds } from "@gadfly/shared/units/format-elapsed";
import {
  formatCount,
  formatFigure,
  formatMs,
  formatRate,
  formatShare,
  plural,
} from "@gadfly/shared/units/format-number";
import type { Paint } from "../colour.ts";
import { printable } from "../printable.ts";
import type { ConsoleStyle } from "../console-style.ts";
import { pad, truncate } from "../text/text-width.ts";
import { formatBullets, formatParts, labelWidth } from "./labelled-lines.ts";
import { distribution, valueOf } from "./metric-lookup.ts";

/** Run, target, verdict with its reasons, server, client. */
export function formatHead(result: ResultDocument, style: ConsoleStyle, isPast = false): string[] {
  return [
    formatParts("Run", describeRun(result, isPast), style),
    formatParts("Target", describeTarget(result, style), style),
    formatVerdict(result.verdict, style),
    formatParts("Server", describeServer(result, style), style),
    formatParts("Client", describeClient(result), style),
    ...formatTrouble(result.run.trouble, style),
    ...formatReasons(result.verdict, style),
  ];
}

/** Of an earlier run the exit code is the one that it had: whoever reports it ends with another. */
const describeRun = (result: ResultDocument, isPast: boolean): string[] => {
  const { run, workers } = result;
  return [
    printable(run.id),
    formatSeconds(run.durationS),
    describeUsers(askedUsersOf(result)),
    endTextOf(result),
    plural(workers.length, "worker"),
    isPast ? `exit code was ${run.exitCode}` : `exit ${run.exitCode}`,
    printable(run.startedAt).replace(/\.\d+Z$/u, "Z"),
  ];
};

/** What a certificate proves comes first where none was looked at. */
function describeTarget({ plan, warnings }: ResultDocument, { colour }: ConsoleStyle): string[] {
  const isInsecure = warnings.some(({ code }) => code === "insecure_tls");
  return [
    ...(isInsecure ? [colour.red("CERTIFICATES NOT CHECKED")] : []),
    nameTargets(plan.targets),
    printable(plan.request.model || "no model named"),
    printable(plan.request.endpoint),
    ...(plan.request.provider === undefined ? [] : [printable(plan.request.provider)]),
  ];
}

const mostNamed = 2;

/** All of a few, two of many. */
function nameTargets(targets: readonly string[]): string {
  const named = targets.slice(0, mostNamed).map(printable).join(", ");
  const others = targets.length - mostNamed;
  return others > 0 ? `${named} + ${formatCount(others)} more` : named;
}

function verdictPaint(status: Verdict["status"], { colour }: ConsoleStyle): Paint {
  if (status === "VALID") return colour.green;
  return status === "SUSPECT" ? colour.yellow : colour.red;
}

function formatVerdict({ status }: Verdict, style: ConsoleStyle): string {
  const { bold } = style.colour;
  const text = `${bold(verdictPaint(status, style)(status))}: ${verdictTexts[status]}`;
  return truncate(bold(pad("Verdict", labelWidth)) + text, style.width);
}

function formatTrouble(trouble: RunTrouble | null, style: ConsoleStyle): string[] {
  if (trouble === null) return [];
  const { bold, red } = style.colour;
  const { code, message, hint } = trouble;
  const texts = [printable(`${message} [${code}]`), printable(hint)];
  return ["", bold(red("Why it failed")), ...formatBullets(texts, style)];
}

function formatReasons(verdict: Verdict, style: ConsoleStyle): string[] {
  const { status, reasons } = verdict;
  if (reasons.length === 0) return [];
  const texts = reasons.map(({ code, text, worker }) => {
    const place = worker === undefined ? "" : `${worker}: `;
    return printable(`${place}${text} [${code}]`);
  });
  const title = style.colour.bold(verdictPaint(status, style)(`Why ${status}`));
  const advice = adviceFor(verdict);
  const lines = advice === null ? texts : [...texts, advice];
  return ["", title, ...formatBullets(lines, style)];
}

function describeServer(result: ResultDocument, { colour }: ConsoleStyle): string[] {
  const ttft = describeLatency(result, "ttft", "TTFT");
  const e2e = describeLatency(result, "e2e", "E2E");
  const tpot = distribution(result.metrics, "tpot");
  const { succeeded, failed } = result.ledger;
  const failShare = succeeded + failed === 0 ? null : failed / (succeeded + failed);
  const failures = `failed ${formatShare(failShare)}`;
  return [
    ...(ttft.length > 0 ? ttft : e2e),
    failed === 0 ? failures : colour.red(failures),
    ...(tpot === null ? [] : [`TPOT ${formatMs(tpot.p50)}`]),
    `${formatRate(valueOf(result.metrics, "rps"))} req/s`,
    ...workRate(result),
    ...(ttft.length > 0 ? e2e : []),
  ];
}

function describeLatency({ metrics }: ResultDocument, name: string, title: string): string[] {
  const latency = distribution(metrics, name);
  if (latency === null) return [];
  return [`${title} p50 ${formatFigure(latency.p50)}, p99 ${formatMs(latency.p99)}`];
}

/** Embeddings and rankings have items in place of tokens; a rate that nobody told is a dash. */
function workRate({ metrics }: ResultDocument): string[] {
  const items = valueOf(metrics, "item_rate");
  if (items !== null) return [`${formatRate(items)} items/s`];
  if (metrics["output_tps"] === undefined) return [];
  return [`${formatRate(valueOf(metrics, "output_tps"))} tok/s`];
}

function describeClient({ metrics, workers, ledger }: ResultDocument): string[] {
  const lag = distribution(metrics, "schedule_lag");
  const clock = worst(workers.map(({ clockErrorMs }) => clockErrorMs));
  return [
    `loop delay p99 ${formatMs(worst(workers.map((worker) => worker.loopDelayP99Ms)))}`,
    `CPU ${formatShare(worst(workers.map(({ cpu }) => cpu)))}`,
    ...(lag === null ? [] : [`schedule lag p99 ${formatMs(lag.p99)}`]),
    ...(ledger.dropped === 0 ? [] : [plural(ledger.dropped, "dropped arrival")]),
    ...(clock === null ? [] : [`clocks ± ${formatMs(clock)}`]),
    ...(workers.length > 1 ? [`worst of ${plural(workers.length, "worker")}`] : []),
  ];
}

const worst = (figures: readonly (number | null)[]): number | null =>
  figures.reduce(
    (most, figure) => (most === null || (figure ?? most) > most ? figure : most),
    null,
  );
