// A heat map over time.
import type { ComponentChildren } from "preact";
import type { HeatMapData } from "../model/chart-data.ts";
import { DataTable } from "../views/parts/data-table.tsx";
import type { TableColumn, TableRow } from "../model/tables/table-row.ts";
import { figureText } from "./figure-text.ts";
import { heatLimits } from "./heat-levels.ts";
import { createHeatMapCanvas } from "./heat-map-canvas.ts";
import { heatCellText, heatMomentText, heatRows, stepText } from "./heat-values.ts";
import { PlotFigure } from "./plot-figure.tsx";
import type { PlotFrame } from "./plot-frame.ts";
import { PlotOverlay } from "./plot-overlay.tsx";
import { plotArea } from "./time-scale.ts";
import { usePlot } from "./use-plot.ts";

/** A heat map and what it shares with the charts. */
export interface HeatMapPanelProps {
  readonly data: HeatMapData;
  readonly frame: PlotFrame;
  /** Choices beside the title. */
  readonly actions?: ComponentChildren;
}

/** Most rows in the table of a heat map. */
const mostRows = 60;

/** A heat map, with the scale of its colours and a table. */
export const HeatMapPanel = ({ data, frame, actions }: HeatMapPanelProps) => {
  const { host, size, drawn } = usePlot(createHeatMapCanvas, data, frame.window);
  return (
    <PlotFigure
      title={data.title}
      empty={data.empty}
      isWide
      actions={actions}
      legend={<HeatScale most={data.most} />}
      table={() => <HeatTable data={data} frame={frame} />}
    >
      <div class="chart-canvas chart-canvas-tall" ref={host} aria-hidden="true" />
      {size.width > 0 && (
        <PlotOverlay
          label={data.title}
          frame={{ ...frame, window: drawn }}
          area={plotArea(size)}
          times={data.columns.map((column) => column.toS)}
          snap={(timeS) => timeS}
          say={(timeS) => heatMomentText(data, timeS)}
          tell={(timeS, height) => heatCellText(data, timeS, height)}
        />
      )}
    </PlotFigure>
  );
};

const HeatScale = ({ most }: { readonly most: number }) => (
  <ol class="heat-scale" aria-label="Colours: requests per second, at most">
    {heatLimits(most).map((limit, level) => (
      <li key={level}>
        <span class={`heat-swatch heat-${level}`} />
        {limit}
      </li>
    ))}
    <li class="chart-legend-time">requests/s at most</li>
  </ol>
);

const columns: readonly TableColumn[] = [
  { key: "time", title: "Time", align: "start" },
  { key: "rate", title: "Requests", unit: "/s", align: "end" },
  { key: "most", title: "Most of them", align: "start" },
  { key: "slowest", title: "The slowest", align: "start" },
];

const HeatTable = ({ data, frame }: HeatMapPanelProps) => {
  const rows = heatRows(data, frame.window, mostRows).map((row): TableRow => ({
    key: String(row.toS),
    cells: {
      time: { text: stepText(row), value: row.fromS },
      rate: { text: figureText(row.perSecond, ""), value: row.perSecond },
      most: { text: row.most ?? "–" },
      slowest: { text: row.slowest ?? "–" },
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
