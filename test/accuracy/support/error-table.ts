// The errors of one load as a table: gadfly's and, beside them, the control's; and how far the printed
// percentiles are from the server's own.
import { isHistogramStatistics } from "@gadfly/shared/result/result-statistics";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { exactQuantile, exactStatistics, toSorted } from "./exact-statistics.ts";
import { allowedP99, findNoise, judgedMetrics } from "./judgement.ts";
import type { RecordedLoad } from "./recorded-load.ts";
import { errorsOf, type PairedMetric, type PairedSamples } from "./sample-pairs.ts";

/** What a client was right and wrong by in one metric: cells under p50, p99, max. */
type Column = (metric: PairedMetric) => readonly number[];

interface Group {
  readonly title: string;
  readonly headings: readonly string[];
  readonly cells: Column;
}

const shares = [0.5, 0.99, 1];
const headings = ["p50", "p99", "max"] as const;
const nameWidth = 10;
const cellWidth = 9;
const between = "  │";

const errorGroup = (title: string, samples: PairedSamples): Group => ({
  title,
  headings,
  cells: (metric) => {
    const errors = errorsOf(samples.metrics[metric]);
    return shares.map((share) => exactQuantile(errors, share));
  },
});

const differenceGroup = (
  { metrics }: ResultDocument,
  actual: (metric: PairedMetric) => readonly number[],
): Group => ({
  title: "printed − true",
  headings,
  cells: (metric) => {
    const printed = metrics[metric];
    const exact = exactStatistics(toSorted(actual(metric)));
    return isHistogramStatistics(printed)
      ? headings.map((name) => (printed[name] ?? Number.NaN) - (exact.get(name) ?? Number.NaN))
      : [];
  },
});

const allowedGroup = (control: PairedSamples): Group => ({
  title: "allowed",
  headings: ["p99"],
  cells: (metric) => [allowedP99(control, metric)],
});

const toLine = (name: string, cells: readonly (readonly string[])[]): string =>
  name.padEnd(nameWidth) +
  cells.map((group) => group.map((cell) => cell.padStart(cellWidth)).join("")).join(between);

const toTable = (groups: readonly Group[]): string[] => [
  "".padEnd(nameWidth) +
    groups.map(({ title, headings: own }) => title.padStart(own.length * cellWidth)).join(between),
  toLine(
    "ms",
    groups.map((group) => group.headings),
  ),
  ...judgedMetrics.map((metric) =>
    toLine(
      metric,
      groups.map(({ cells }) => cells(metric).map((ms) => ms.toFixed(3))),
    ),
  ),
];

const sayWhat = (name: string, { requests, events, coalesced }: PairedSamples): string =>
  `${name}: ${requests} requests, ${events} events, ${coalesced} coalesced`;

const sayNoise = (control: PairedSamples): string[] => {
  const noise = findNoise(control);
  return noise === null ? [] : [`not judged: ${noise}`];
};

/** Errors of gadfly's samples and of the control's. */
export function formatRecordedLoad(recorded: RecordedLoad): string {
  const { load, result, gadfly, settled, control } = recorded;
  const table = toTable([
    errorGroup("error of gadfly", settled),
    errorGroup("error of the control", control),
    allowedGroup(control),
    differenceGroup(result, (metric) => gadfly.metrics[metric].actual),
  ]);
  const counts = `${sayWhat("gadfly", settled)} · ${sayWhat("control", control)}`;
  return ["", `accuracy, ${load.title}`, ...table, counts, ...sayNoise(control), ""].join("\n");
}

/** How far a result is from the truth, with the control's errors beside it. */
export function formatDifferences(
  { title, result, control }: { title: string; result: ResultDocument; control: PairedSamples },
  actual: (metric: PairedMetric) => readonly number[],
): string {
  const table = toTable([
    differenceGroup(result, actual),
    errorGroup("error of the control", control),
  ]);
  const counts = sayWhat("control", control);
  return ["", `accuracy, ${title}`, ...table, counts, ...sayNoise(control), ""].join("\n");
}
