// A result as a page of Markdown, for a pull request or a job's summary: verdict first, then what was
// run, the numbers, the account of requests, what failed, and what to do about warnings.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import {
  askedUsersOf,
  describeChange,
  endTextOf,
  verdictTexts,
} from "@gadfly/shared/result/result-words";
import { formatSeconds } from "@gadfly/shared/units/format-elapsed";
import { formatCount, formatFigure, formatShare } from "@gadfly/shared/units/format-number";
import { ledgerSums } from "../ledger-sums.ts";
import { markdownDistributions, markdownValues } from "./markdown-metrics.ts";
import {
  markdownList,
  markdownSection,
  markdownTable,
  plainText,
  type MarkdownColumn,
} from "./markdown-text.ts";

const left = (title: string): MarkdownColumn => ({ title, align: "left" });
const right = (title: string): MarkdownColumn => ({ title, align: "right" });

/** A page is for reading; the result document has the rest. */
const longestTable = 100;

const table = (
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly string[])[],
): string[] => {
  if (rows.length === 0) return [];
  const more = rows.length - longestTable;
  const rest = more > 0 ? ["", `and ${formatCount(more)} more in the result document`] : [];
  return [...markdownTable(columns, rows.slice(0, longestTable)), ...rest];
};

const describeTrouble = ({ run: { trouble } }: ResultDocument): string[] =>
  trouble === null
    ? []
    : [
        `**Why it failed**: ${plainText(trouble.message)} (\`${trouble.code.replaceAll("`", "")}\`) ${plainText(trouble.hint)}`,
        "",
      ];

const describeVerdict = ({ verdict }: ResultDocument): string[] => [
  `**${verdict.status}**: ${verdictTexts[verdict.status]}`,
  ...(verdict.reasons.length === 0 ? [] : [""]),
  ...markdownList(
    verdict.reasons.map(({ code, text, worker }) => {
      const place = worker === undefined ? "" : `${plainText(worker)}: `;
      return `${place}${plainText(text)} (\`${code.replaceAll("`", "")}\`)`;
    }),
  ),
];

const describeRun = (result: ResultDocument): string[] => {
  const { run, plan, workers, versions } = result;
  const { provider } = plan.request;
  return markdownTable(
    [left("Run"), left("")],
    [
      ["Started", plainText(run.startedAt)],
      ["Duration", `${formatSeconds(run.durationS)}, ${endTextOf(result)}`],
      ["Target", plan.targets.map(plainText).join("<br>")],
      ["Model", plainText(plan.request.model ?? "none named")],
      ["Endpoint", plainText(plan.request.endpoint)],
      ...(typeof provider === "string" ? [["Provider", plainText(provider)]] : []),
      ["Users", describeChange(askedUsersOf(result))],
      ["Workers", formatCount(workers.length)],
      ["Exit code", String(run.exitCode)],
      ["Versions", `gadfly ${plainText(versions.gadfly)}, Node ${plainText(versions.node)}`],
    ],
  );
};

const describeSlo = ({ slo }: ResultDocument): string[] =>
  table(
    [left("Objective"), right("Measured"), left("Met")],
    slo.map(({ expression, value, met }) => [
      plainText(expression),
      expression.includes("%") ? formatShare(value) : formatFigure(value),
      met ? "yes" : "**missed**",
    ]),
  );

const describeLedger = ({ ledger }: ResultDocument): string[] =>
  markdownList(
    ledgerSums(ledger).map(({ text, isTrue }) => (isTrue ? text : `**${text}: does not add up**`)),
  );

const describeErrors = ({ errors }: ResultDocument): string[] =>
  table(
    [right("Requests"), left("Kind"), left("Message"), left("Seen")],
    errors.map(({ kind, message, count, firstSeenS, lastSeenS }) => [
      formatCount(count),
      plainText(kind),
      plainText(message),
      `${formatSeconds(firstSeenS)} to ${formatSeconds(lastSeenS)}`,
    ]),
  );

const describeWarnings = ({ warnings }: ResultDocument): string[] =>
  table(
    [right("Count"), left("Warning"), left("Remedy")],
    warnings.map(({ code, text, remedy, count }) => [
      formatCount(count),
      `${plainText(text)} (\`${code.replaceAll("`", "")}\`)`,
      plainText(remedy ?? ""),
    ]),
  );

const describeEvents = ({ events }: ResultDocument): string[] =>
  table(
    [right("At"), left("Event"), left("")],
    events.map(({ t, kind, text, worker }) => [
      formatSeconds(t),
      plainText(kind),
      plainText(worker === undefined ? text : `${worker}: ${text}`),
    ]),
  );

const describeWorkers = ({ workers }: ResultDocument): string[] =>
  table(
    [
      left("Worker"),
      left("State"),
      right("Users"),
      right("Requests"),
      right("CPU"),
      right("Loop delay p99, ms"),
      right("Lost snapshots"),
    ],
    workers.map((worker) => [
      plainText(worker.name),
      plainText(worker.state),
      formatCount(worker.users),
      formatCount(worker.requests),
      formatShare(worker.cpu),
      formatFigure(worker.loopDelayP99Ms),
      formatCount(worker.lostSnapshots),
    ]),
  );

/** The whole page, ending in a line break. */
export const markdownReport = (result: ResultDocument): string => {
  const lines = [
    `# gadfly run ${plainText(result.run.id)}`,
    "",
    ...describeTrouble(result),
    ...describeVerdict(result),
    "",
    ...describeRun(result),
    ...markdownSection("Objectives", describeSlo(result)),
    ...markdownSection("Latency and tokens", markdownDistributions(result.metrics)),
    ...markdownSection("Throughput", markdownValues(result)),
    ...markdownSection("Failed requests", markdownDistributions(result.failed)),
    ...markdownSection("Ledger", describeLedger(result)),
    ...markdownSection("Errors", describeErrors(result)),
    ...markdownSection("Warnings", describeWarnings(result)),
    ...markdownSection("Events", describeEvents(result)),
    ...markdownSection("Workers", describeWorkers(result)),
    "",
    "Percentiles carry ± 0.1 %: three significant digits, merged exactly over all workers.",
  ];
  return `${lines.join("\n")}\n`;
};
