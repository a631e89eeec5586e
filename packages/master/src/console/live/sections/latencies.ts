// Percentiles since the start, a row a metric.
import { formatFigure } from "@gadfly/shared/units/format-number";
import type { ConsoleStyle } from "../../console-style.ts";
import type { LatencyQuantiles } from "../../live-view.ts";
import { formatTable } from "../../text/text-table.ts";
import type { LiveDetails } from "../live-details.ts";
import type { Section } from "../section.ts";

// In a narrow terminal the middle ones go first.
const quantiles = [
  { title: "p50", rank: 0 },
  { title: "p90", rank: 1 },
  { title: "p95", rank: 2 },
  { title: "p99", rank: 0 },
] as const satisfies { title: keyof LatencyQuantiles; rank: number }[];

const columns = [
  { title: "since the start", align: "left" },
  ...quantiles.map((quantile) => ({ ...quantile, align: "right", minWidth: 6 }) as const),
] as const;

/** TTFT, TPOT and E2E, as far as there are any. */
export const latenciesSection = ({ total }: LiveDetails, style: ConsoleStyle): Section => {
  const metrics = [
    { title: "TTFT ms", values: total.ttftMs },
    { title: "TPOT ms", values: total.tpotMs },
    { title: "E2E ms", values: total.e2eMs },
  ];
  const rows = metrics.flatMap(({ title, values }) =>
    values === null
      ? []
      : [[title, ...quantiles.map(({ title: quantile }) => formatFigure(values[quantile]))]],
  );
  const isEmpty = rows.length === 0;
  return {
    rank: 4,
    least: isEmpty ? 0 : 2,
    most: isEmpty ? 0 : rows.length + 1,
    draw: (room) => formatTable({ columns, rows: rows.slice(0, room - 1) }, style),
  };
};
