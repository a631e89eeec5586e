// A chart of lines over time.
import { useMemo, useState } from "preact/hooks";
import { formatMoment } from "../model/format/format-moment.ts";
import type { ChartData } from "../model/chart-data.ts";
import { DataTable } from "../views/parts/data-table.tsx";
import type { TableColumn, TableRow } from "../model/tables/table-row.ts";
import { ChartLegend } from "./chart-legend.tsx";
import { chartRows, chartValues, momentText, type ChartRow } from "./chart-values.ts";
import { toggleLine, withoutLines } from "./hidden-lines.ts";
import { marksNear } from "./mark-layout.ts";
import { PlotFigure } from "./plot-figure.tsx";
import type { PlotFrame } from "./plot-frame.ts";
import { PlotOverlay } from "./plot-overlay.tsx";
import { plotArea } from "./time-scale.ts";
import { createUplotCanvas } from "./uplot-canvas.ts";
import { usePlot } from "./use-plot.ts";

/** A chart and what it shares with the others. */
export interface ChartPanelProps {
  readonly data: ChartData;
  readonly frame: PlotFrame;
}

/** Most rows in the table of a chart. */
const mostRows = 60;

/** A chart of lines, with legend and table. */
export const ChartPanel = ({ data, frame }: ChartPanelProps) => {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => withoutLines(data, hidden), [data, hidden]);
  const { host, size, drawn } = usePlot(createUplotCanvas, shown, frame.window);
  const say = (timeS: number): string =>
    momentText(chartValues(data, timeS), marksNear(frame.marks, data.times, timeS));
  return (
    <PlotFigure
      title={data.title}
      empty={data.empty}
      legend={
        <ChartLegend
          data={data}
          cursor={frame.cursor}
          hidden={hidden}
          onToggle={(name) => setHidden(toggleLine(hidden, name, data))}
        />
      }
      table={() => <ChartTable data={data} frame={frame} />}
    >
      <div class="chart-canvas" ref={host} aria-hidden="true" />
      {size.width > 0 && (
        <PlotOverlay
          label={data.title}
          frame={{ ...frame, window: drawn }}
          area={plotArea(size)}
          times={data.times}
          snap={(timeS) => chartValues(data, timeS).timeS ?? timeS}
          say={say}
        />
      )}
    </PlotFigure>
  );
};

const ChartTable = ({ data, frame }: ChartPanelProps) => {
  const unit = data.unit === "" ? {} : { unit: data.unit };
  const columns: readonly TableColumn[] = [
    { key: "time", title: "Time", align: "start" },
    ...data.lines.map(({ name }) => ({ key: name, title: name, align: "end" as const, ...unit })),
  ];
  const rows = chartRows(data, frame.window, mostRows).map(({ timeS, values }): TableRow => ({
    key: String(timeS),
    cells: {
      time: { text: formatMoment(timeS), value: timeS },
      ...lineCells(values),
    },
  }));
  return (
    <DataTable
      caption={data.title}
      columns={columns}
      rows={rows}
      empty={data.empty ?? "No step."}
    />
  );
};

const lineCells = (values: ChartRow["values"]): TableRow["cells"] =>
  Object.fromEntries(values.map(({ name, exact, text }) => [name, { text, value: exact }]));
