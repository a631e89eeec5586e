// Locust's CSV downloads, with its headers.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import type { LocustReport, LocustStatistics } from "@gadfly/shared/web/locust-table";
import { type CsvCell, toCsv } from "@gadfly/shared/result/csv-text";
import { responseTimesOf } from "./locust-report.ts";

const percentiles = {
  "50%": "p50",
  "66%": "p66",
  "75%": "p75",
  "80%": "p80",
  "90%": "p90",
  "95%": "p95",
  "98%": "p98",
  "99%": "p99",
  "99.9%": "p99_9",
  "99.99%": "p99_99",
  "100%": "max",
} as const;

const statsHeader =
  "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s".split(
    ",",
  );

const orNone = (figure: number | null | undefined): CsvCell => figure ?? "N/A";

/** The columns of _stats.csv. */
export const locustStatsCsv = (report: LocustReport, result: ResultDocument | null): string => {
  const times = result === null ? null : responseTimesOf(result);
  const hasTimes = (row: LocustStatistics) => row.median_response_time !== null;
  const toCells = (row: LocustStatistics): CsvCell[] => [
    row.method,
    row.name,
    row.num_requests,
    row.num_failures,
    orNone(row.median_response_time),
    orNone(row.avg_response_time),
    orNone(row.min_response_time),
    orNone(row.max_response_time),
    row.avg_content_length,
    row.current_rps,
    row.current_fail_per_sec,
    ...Object.values(percentiles).map((key) => (hasTimes(row) ? orNone(times?.[key]) : "N/A")),
  ];
  return toCsv([[...statsHeader, ...Object.keys(percentiles)], ...report.stats.map(toCells)]);
};

/** The columns of _failures.csv. */
export const locustFailuresCsv = (report: LocustReport, result: ResultDocument | null): string => {
  const startedAtS = result === null ? 0 : Date.parse(result.run.startedAt) / 1000;
  const [first] = report.stats;
  return toCsv([
    ["Method", "Name", "Error", "Occurrences", "First Seen", "Last Seen"],
    ...(result?.errors ?? []).map((row): CsvCell[] => [
      first?.method ?? "",
      first?.name ?? "",
      row.message,
      row.count,
      startedAtS + row.firstSeenS,
      startedAtS + row.lastSeenS,
    ]),
  ]);
};

/** The columns of _exceptions.csv; there is no user code that could throw. */
export const locustExceptionsCsv = (): string =>
  toCsv([["Count", "Message", "Traceback", "Nodes"]]);
