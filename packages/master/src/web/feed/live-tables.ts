// What of a result the feed sends every second. Of very many series only the busiest: the page could not
// show them all, and the result has them.
import { isHistogramStatistics } from "@gadfly/shared/result/result-statistics";
import type { SeriesRow } from "@gadfly/shared/result/result-rows";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { LiveTables } from "@gadfly/shared/web/feed-message";
import { toTables } from "../../reports/html/report-messages.ts";

/** Rows of series in one message. */
const mostSeries = 100;

const samplesIn = ({ metrics }: SeriesRow): number =>
  Object.values(metrics).reduce(
    (sum, row) => sum + (isHistogramStatistics(row) ? row.count : 0),
    0,
  );

/** The busiest, in the order of the result. */
const chooseSeries = (rows: readonly SeriesRow[]): SeriesRow[] => {
  const chosen = new Set(rows.toSorted((a, b) => samplesIn(b) - samplesIn(a)).slice(0, mostSeries));
  return rows.filter((row) => chosen.has(row));
};

const cutSeries = (rows: readonly SeriesRow[]): Pick<LiveTables, "series" | "seriesLeftOut"> =>
  rows.length <= mostSeries
    ? { series: [...rows] }
    : { series: chooseSeries(rows), seriesLeftOut: rows.length - mostSeries };

/** The tables of a result, small enough for every second. */
export const liveTablesOf = (result: ResultDocument): LiveTables => ({
  ...toTables(result),
  ...cutSeries(result.series),
});
