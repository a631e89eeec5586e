// What somebody chose in the charts. It outlives the view, so that a look at another tab loses nothing,
// and belongs to one run.
import { useEffect, useState } from "preact/hooks";
import type { TimeRange } from "../../model/chart-data.ts";
import type { HeatMetric } from "./charts-grid.tsx";
import type { Zoom } from "./range-bar.tsx";

/** Range, zoom and metric that were chosen. */
export interface ChartsChoice {
  readonly range: TimeRange;
  readonly zoom: Zoom;
  readonly metric: HeatMetric;
}

const nothing: ChartsChoice = { range: null, zoom: null, metric: "ttft" };
const remembered = new Map<string | null, ChartsChoice>();

/** What was chosen for a run, and how to change parts of it. */
export const useChartsChoice = (
  runId: string | null,
): readonly [ChartsChoice, (change: Partial<ChartsChoice>) => void] => {
  const [choice, setChoice] = useState(remembered.get(runId) ?? nothing);
  useEffect(() => setChoice(remembered.get(runId) ?? nothing), [runId]);
  const change = (part: Partial<ChartsChoice>): void => {
    const next = { ...(remembered.get(runId) ?? nothing), ...part };
    remembered.set(runId, next);
    setChoice(next);
  };
  return [choice, change];
};
