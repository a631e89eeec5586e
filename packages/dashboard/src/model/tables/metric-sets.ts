// Which requests a table of metrics may be about.
import type { MetricsByName } from "@gadfly/shared/result/result-statistics";
import type { WindowRow } from "@gadfly/shared/result/result-rows";
import type { LiveTables } from "@gadfly/shared/web/feed-message";
import { formatSeconds } from "@gadfly/shared/units/format-elapsed";

/** Metrics of a part of the requests. */
export interface MetricSet {
  readonly key: string;
  readonly title: string;
  readonly metrics: MetricsByName;
  /** Where they are in the result. */
  readonly path: string;
  /** Why there is none. */
  readonly empty: string;
}

const windowTitles: Readonly<Record<WindowRow["name"], string>> = {
  all: "Whole run",
  steady: "Steady load",
  warmup: "Warm-up",
};

/** The whole run, the failed requests, and the windows that are not the whole run. */
export const metricSets = (tables: LiveTables): readonly MetricSet[] => [
  {
    key: "all",
    title: "Whole run",
    metrics: tables.metrics,
    path: "",
    empty: "No request has ended yet.",
  },
  {
    key: "failed",
    title: "Failed requests",
    metrics: tables.failed,
    path: "failed.",
    empty: "No request has failed.",
  },
  ...tables.windows.flatMap(({ name, fromS, toS, metrics }, at): MetricSet[] => {
    if (name === "all") return [];
    const title = `${windowTitles[name]}, ${formatSeconds(fromS)} to ${formatSeconds(toS)}`;
    return [{ key: name, title, metrics, path: `windows[${at}].`, empty: "Nothing ended in it." }];
  }),
];
