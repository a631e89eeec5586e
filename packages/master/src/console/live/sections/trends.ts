// The last minutes as sparklines, one line a figure: what it is now, its highest, and how it went. Lines
// are no longer than they must be: a terminal that is made narrower breaks those that are.
import type { TimelineRow } from "@gadfly/shared/result/result-rows";
import { formatDuration } from "@gadfly/shared/units/duration";
import { formatCount, formatFigure, formatRate } from "@gadfly/shared/units/format-number";
import type { ConsoleStyle } from "../../console-style.ts";
import { pad, truncate } from "../../text/text-width.ts";
import type { LiveDetails } from "../live-details.ts";
import type { Section } from "../section.ts";
import { drawSparkline, secondsPerColumn, toColumns } from "../sparkline.ts";

interface Trend {
  readonly title: string;
  readonly of: (row: TimelineRow) => number | null;
  readonly now: number | null;
  readonly format: (value: number | null) => string;
  /** The lowest stays when rows are short. */
  readonly rank: number;
  readonly isAlarm?: boolean;
}

const titleWidth = 12;
const figureWidth = 7;
const sparklineGap = 2;
const fewestColumns = 8;
/** In fewer rows another figure says more than the titles. */
const fewestWithTitles = 4;
const mostColumns = 60;

/** A second without an answer has no latency: the last one that had some counts for a while. */
const recentSeconds = 10;

const newestOf = (history: readonly TimelineRow[], of: Trend["of"]): number | null => {
  const values = history.slice(-recentSeconds).map(of);
  return values.findLast((value) => value !== null) ?? null;
};

/** Where nothing is streamed there is no first token; then it is the whole answer that counts. */
const latencyTrends = ({ history, total }: LiveDetails): Trend[] => {
  const isStreamed = total.ttftMs !== null || total.e2eMs === null;
  const trend = (title: string, rank: number, of: Trend["of"]): Trend => ({
    title,
    of,
    rank,
    now: newestOf(history, of),
    format: formatFigure,
  });
  return isStreamed
    ? [
        trend("TTFT p50 ms", 1, ({ ttftP50 }) => ttftP50),
        trend("TTFT p99 ms", 3, ({ ttftP99 }) => ttftP99),
      ]
    : [
        trend("E2E p50 ms", 1, ({ e2eP50 }) => e2eP50),
        trend("E2E p99 ms", 3, ({ e2eP99 }) => e2eP99),
      ];
};

const trendsOf = (details: LiveDetails): Trend[] => {
  const { users, total, history } = details;
  const hasFailures = history.some(({ failuresPerS }) => failuresPerS > 0);
  return [
    { title: "users", of: (row) => row.users, now: users, format: formatCount, rank: 4 },
    { title: "requests/s", of: (row) => row.rps, now: total.rps, format: formatRate, rank: 0 },
    {
      title: "tokens/s",
      of: (row) => row.outputTps,
      now: total.outputTps,
      format: formatRate,
      rank: 2,
    },
    ...latencyTrends(details),
    {
      title: "failures/s",
      of: (row) => row.failuresPerS,
      now: total.failuresPerS,
      format: formatRate,
      rank: hasFailures ? 0.5 : 5,
      isAlarm: hasFailures,
    },
  ];
};

const mostImportant = (trends: readonly Trend[], count: number): Trend[] => {
  const kept = new Set(trends.toSorted((a, b) => a.rank - b.rank).slice(0, count));
  return trends.filter((trend) => kept.has(trend));
};

/** Users, rates, latencies and failures over the last minutes. */
export const trendsSection = (details: LiveDetails, style: ConsoleStyle): Section => {
  const trends = trendsOf(details);
  const isEmpty = details.history.length === 0;
  return {
    rank: 3,
    least: isEmpty ? 0 : 2,
    most: isEmpty ? 0 : trends.length + 1,
    draw: (room) => {
      const hasTitles = room >= fewestWithTitles;
      const shown = mostImportant(trends, hasTitles ? room - 1 : room);
      const lines = shown.map((trend) => formatTrend(trend, details, style));
      return hasTitles ? [formatTitles(details, style), ...lines] : lines;
    },
  };
};

/** Columns of the sparkline, and the seconds that each stands for. */
const scaleOf = ({ history }: LiveDetails, { width }: ConsoleStyle) => {
  const taken = titleWidth + figureWidth + figureWidth + 1 + sparklineGap;
  const columns = Math.min(mostColumns, Math.max(fewestColumns, width - taken));
  const spanS = (history.at(-1)?.t ?? 0) - (history[0]?.t ?? 0) + 1;
  return { columns, seconds: secondsPerColumn(spanS, columns) };
};

const formatTrend = (trend: Trend, details: LiveDetails, style: ConsoleStyle): string => {
  const { columns, seconds } = scaleOf(details, style);
  const samples = details.history.map((row) => ({ t: row.t, value: trend.of(row) }));
  const values = toColumns(samples, seconds, columns);
  const highest = values.reduce(
    (most, value) => (value === null ? most : Math.max(most ?? 0, value)),
    null,
  );
  const spark = drawSparkline(values);
  const { bold, red, green } = style.colour;
  const line = arrange({
    title: bold(trend.title),
    now: trend.format(trend.now),
    highest: trend.format(highest),
    course: trend.isAlarm === true ? red(spark) : green(spark),
  });
  return truncate(line, style.width);
};

const formatTitles = (details: LiveDetails, style: ConsoleStyle): string => {
  const { columns, seconds } = scaleOf(details, style);
  const { history } = details;
  const spanS = Math.min(columns * seconds, history.length);
  const each = seconds === 1 ? "" : `, ${seconds}s each`;
  const course = `last ${formatDuration(spanS * 1000)}${each}`;
  const line = arrange({ title: "", now: "now", highest: "highest", course });
  return style.colour.dim(truncate(line, style.width));
};

interface TrendCells {
  readonly title: string;
  readonly now: string;
  readonly highest: string;
  readonly course: string;
}

const arrange = ({ title, now, highest, course }: TrendCells): string =>
  pad(title, titleWidth) +
  pad(now, figureWidth, "right") +
  pad(highest, figureWidth + 1, "right") +
  " ".repeat(sparklineGap) +
  course;
