// Lines of a chart with their values under the crosshair, or the newest where it is away. Each entry is
// a button that hides its line, so that those that are left have the axis for themselves.
import { formatMoment } from "../model/format/format-moment.ts";
import type { ChartData, ChartLine } from "../model/chart-data.ts";
import { chartValues, type LineValue } from "./chart-values.ts";
import type { PlotCursor } from "./plot-cursor.ts";
import { useCursor } from "./use-cursor.ts";

/** What a legend is made of. */
export interface ChartLegendProps {
  readonly data: ChartData;
  readonly cursor: PlotCursor;
  /** Names of the lines that are not drawn. */
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (name: string) => void;
}

/** Legend of a line chart. */
export const ChartLegend = ({ data, cursor, hidden, onToggle }: ChartLegendProps) => {
  const { timeS } = useCursor(cursor);
  const values = chartValues(data, timeS);
  const isOnly = data.lines.length === 1;
  return (
    <ul class="chart-legend">
      {values.values.map((value) => (
        <li key={value.line.name}>
          {isOnly ? (
            <LegendEntry {...value} />
          ) : (
            <button
              type="button"
              class="chart-legend-toggle"
              aria-pressed={!hidden.has(value.line.name)}
              onClick={() => onToggle(value.line.name)}
            >
              <LegendEntry {...value} />
            </button>
          )}
        </li>
      ))}
      <li class="chart-legend-time">
        {data.unit === "" ? "" : `${data.unit}, `}
        {timeS === null || values.timeS === null ? "newest" : `at ${formatMoment(values.timeS)}`}
      </li>
    </ul>
  );
};

const LegendEntry = ({ line, text }: LineValue) => (
  <>
    <Swatch line={line} />
    <span class="chart-legend-name">{line.name}</span> <b>{text}</b>
  </>
);

const Swatch = ({ line }: { readonly line: ChartLine }) => (
  <svg class={`chart-swatch stroke-${line.tone}`} viewBox="0 0 18 8" aria-hidden="true">
    <line x1="0" y1="4" x2="18" y2="4" stroke-dasharray={line.isDashed === true ? "5 4" : "none"} />
  </svg>
);
