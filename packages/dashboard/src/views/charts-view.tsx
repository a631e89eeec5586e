// The charts of a run, with the range that is chosen in them.
import type { PlotFrame } from "../charts/plot-frame.ts";
import { shownWindow } from "../charts/time-scale.ts";
import { useNewCursor } from "../charts/use-cursor.ts";
import { runCharts } from "../model/charts/run-charts.ts";
import { resultWithoutSteps } from "../model/charts/timeline-charts.ts";
import { couldNotStart } from "../model/header/run-state.ts";
import { chosenRange } from "../model/range/chosen-range.ts";
import type { RunPicture } from "../model/run-picture.ts";
import { useChartsChoice } from "./charts/charts-choice.ts";
import { ChartsGrid } from "./charts/charts-grid.tsx";
import { RangeBar } from "./charts/range-bar.tsx";
import { RangeTable } from "./charts/range-table.tsx";
import { rangeText } from "./charts/range-text.ts";
import { TimelineView } from "./charts/timeline-view.tsx";

interface ChartsViewProps {
  readonly picture: RunPicture;
}

/** Everything over time. */
export const ChartsView = ({ picture }: ChartsViewProps) => {
  if (couldNotStart(picture)) return <p class="quiet">Nothing was measured.</p>;
  const result = resultWithoutSteps(picture);
  if (result === null) return <StepsView picture={picture} />;
  return (
    <>
      <ReportNotes picture={picture} />
      <TimelineView result={result} marks={picture.marks} />
    </>
  );
};

const ReportNotes = ({ picture: { report } }: ChartsViewProps) =>
  report === null ? null : <p class="quiet small">{report.notes.join(" ")}</p>;

const StepsView = ({ picture }: ChartsViewProps) => {
  const [{ range, zoom, metric }, change] = useChartsChoice(picture.runId);
  const cursor = useNewCursor();
  const charts = runCharts(picture);
  const chosen = range === null ? null : chosenRange(picture, range);
  const { users, requests, outputTokens, ttft } = charts;
  const { e2e, tpot, chunkGap, inputTokens, lag, loopDelay } = charts;
  const endS = users.times.at(-1) ?? 0;
  const frame: PlotFrame = {
    marks: picture.marks,
    range: chosen ?? range,
    window: shownWindow(endS, zoom),
    cursor,
    choose: (next) => change({ range: next }),
  };
  return (
    <>
      <RangeBar
        text={rangeText(range, chosen)}
        range={frame.range}
        zoom={zoom}
        endS={endS}
        onZoom={(next) => change({ zoom: next })}
        onWhole={() => change({ range: null, zoom: null })}
      >
        {chosen !== null && <RangeTable chosen={chosen} />}
      </RangeBar>
      <ReportNotes picture={picture} />
      <ChartsGrid
        frame={frame}
        before={[users, requests, outputTokens, ttft]}
        heatMap={metric === "ttft" ? charts.ttftHeat : charts.e2eHeat}
        after={[e2e, tpot, chunkGap, inputTokens, lag, loopDelay]}
        metric={metric}
        onMetric={(next) => change({ metric: next })}
      />
    </>
  );
};
