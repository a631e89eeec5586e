// The charts of a report that was made from a result alone: nothing to choose, and no heat map.
import { useMemo } from "preact/hooks";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { ChartPanel } from "../../charts/chart-panel.tsx";
import type { PlotFrame } from "../../charts/plot-frame.ts";
import { shownWindow } from "../../charts/time-scale.ts";
import { useNewCursor } from "../../charts/use-cursor.ts";
import { timelineCharts } from "../../model/charts/timeline-charts.ts";
import type { Mark } from "../../model/run-picture.ts";

/** What the view draws. */
export interface TimelineViewProps {
  readonly result: ResultDocument;
  readonly marks: readonly Mark[];
}

/** What the timeline of a result knows. */
export const TimelineView = ({ result, marks }: TimelineViewProps) => {
  const charts = useMemo(() => timelineCharts(result), [result]);
  const cursor = useNewCursor();
  const frame: PlotFrame = {
    marks,
    range: null,
    window: shownWindow(charts[0]?.times.at(-1) ?? 0, null),
    cursor,
    choose: null,
  };
  return (
    <div class="charts">
      {charts.map((data) => (
        <ChartPanel key={data.title} data={data} frame={frame} />
      ))}
    </div>
  );
};
