// Rows of the table of errors.
import { failureKinds } from "@gadfly/shared/errors/failure-kinds";
import type { RangeStatistics } from "../range/range-statistics.ts";
import type { LiveTables } from "@gadfly/shared/web/feed-message";
import { formatSeconds } from "@gadfly/shared/units/format-elapsed";
import { formatCount, formatShare } from "@gadfly/shared/units/format-number";
import type { TableColumn, TableRow } from "./table-row.ts";

/** Columns of the table of errors. */
export const errorColumns: readonly TableColumn[] = [
  { key: "kind", title: "Kind", align: "start" },
  { key: "message", title: "Message", align: "start", isWide: true },
  { key: "count", title: "Count", align: "end" },
  { key: "share", title: "Of failed", align: "end" },
  { key: "first", title: "First seen", align: "end" },
  { key: "last", title: "Last seen", align: "end" },
];

const kinds = new Map<string, (typeof failureKinds)[number]>(
  failureKinds.map((row) => [row.kind, row]),
);

/** A row for each kind with each message, the most frequent first. */
export const errorRows = ({ errors }: Pick<LiveTables, "errors">): readonly TableRow[] => {
  // Not the ledger's number: that one keeps counting when the statistics begin anew.
  const total = errors.reduce((sum, { count }) => sum + count, 0);
  return errors.map(({ kind, message, count, firstSeenS, lastSeenS }, at) => {
    const share = total === 0 ? null : count / total;
    const path = `errors[${at}]`;
    const known = kinds.get(kind);
    return {
      key: `${kind} ${message}`,
      cells: {
        kind: { text: known?.title ?? kind, note: known?.remedy ?? "" },
        message: { text: message, isForeign: true },
        count: { text: formatCount(count), value: count, metric: path, figure: "count" },
        share: { text: formatShare(share), value: share },
        first: { ...momentCell(firstSeenS), metric: path, figure: "firstSeenS" },
        last: { ...momentCell(lastSeenS), metric: path, figure: "lastSeenS" },
      },
    };
  });
};

/** Columns of the failures of a range. */
export const rangeErrorColumns: readonly TableColumn[] = errorColumns.slice(0, 4);

/** A row for each kind with each message that came in a range. */
export const rangeErrorRows = ({ errors, failed }: RangeStatistics): readonly TableRow[] =>
  errors.map(({ kind, message, count }) => {
    const share = failed === 0 ? null : count / failed;
    return {
      key: `${kind} ${message}`,
      cells: {
        kind: { text: kinds.get(kind)?.title ?? kind },
        message: { text: message, isForeign: true },
        count: { text: formatCount(count), value: count },
        share: { text: formatShare(share), value: share },
      },
    };
  });

const momentCell = (seconds: number) => ({ text: formatSeconds(seconds), value: seconds });
