// All charts in their order, below each other or side by side.
import { ChartPanel } from "../../charts/chart-panel.tsx";
import { HeatMapPanel } from "../../charts/heat-map-panel.tsx";
import type { PlotFrame } from "../../charts/plot-frame.ts";
import type { ChartData, HeatMapData } from "../../model/chart-data.ts";
import { Button } from "../parts/button.tsx";

/** Latencies that a heat map can show. */
export type HeatMetric = "ttft" | "e2e";

/** What the grid draws. */
export interface ChartsGridProps {
  readonly frame: PlotFrame;
  /** Charts before the heat map, and after it. */
  readonly before: readonly ChartData[];
  readonly heatMap: HeatMapData;
  readonly after: readonly ChartData[];
  readonly metric: HeatMetric;
  readonly onMetric: (metric: HeatMetric) => void;
}

const metrics = [
  { name: "ttft", title: "TTFT" },
  { name: "e2e", title: "End to end" },
] as const satisfies readonly { readonly name: HeatMetric; readonly title: string }[];

/** The charts of a run. */
export const ChartsGrid = ({
  frame,
  before,
  heatMap,
  after,
  metric,
  onMetric,
}: ChartsGridProps) => (
  <div class="charts">
    {before.map((data) => (
      <ChartPanel key={data.title} data={data} frame={frame} />
    ))}
    <HeatMapPanel
      data={heatMap}
      frame={frame}
      actions={metrics.map(({ name, title }) => (
        <Button key={name} aria-pressed={name === metric} onClick={() => onMetric(name)}>
          {title}
        </Button>
      ))}
    />
    {after.map((data) => (
      <ChartPanel key={data.title} data={data} frame={frame} />
    ))}
  </div>
);
