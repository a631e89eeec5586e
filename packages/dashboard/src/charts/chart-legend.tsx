// Lines of a chart with their values under the crosshair, or the newest where it is away.
import { formatMoment } from "../model/format/format-moment.ts";
import type { ChartData, ChartLine } from "../model/chart-data.ts";
import { chartValues } from "./chart-values.ts";
import type { PlotCursor } from "./plot-cursor.ts";
import { useCursor } from "./use-cursor.ts";

/** Legend of a line chart. */
export const ChartLegend = ({
  data,
  cursor,
}: {
  readonly data: ChartData;
  readonly cursor: PlotCursor;
}) => {
  const { timeS } = useCursor(cursor);
  const values = chartValues(data, timeS);
  return (
    <ul class="chart-legend">
      {values.values.map(({ line, text }) => (
        <li key={line.name}>
          <Swatch line={line} />
          <span class="chart-legend-name">{line.name}</span> <b>{text}</b>
        </li>
      ))}
      <li class="chart-legend-time">
        {data.unit === "" ? "" : `${data.unit}, `}
        {timeS === null || values.timeS === null ? "newest" : `at ${formatMoment(values.timeS)}`}
      </li>
    </ul>
  );
};

const Swatch = ({ line }: { readonly line: ChartLine }) => (
  <svg class={`chart-swatch stroke-${line.tone}`} viewBox="0 0 18 8" aria-hidden="true">
    <line x1="0" y1="4" x2="18" y2="4" stroke-dasharray={line.isDashed === true ? "5 4" : "none"} />
  </svg>
);
