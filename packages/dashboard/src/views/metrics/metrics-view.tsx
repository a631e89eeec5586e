// Every figure of the run: its metrics, objectives, warnings, and the same split by series.
import type { LiveTables } from "@gadfly/shared/web/feed-message";
import { useState } from "preact/hooks";
import {
  distributionRows,
  metricColumns,
  type MetricTableChoice,
  valueColumns,
  valueRows,
} from "../../model/tables/metric-rows.ts";
import { metricSets } from "../../model/tables/metric-sets.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Panel } from "../parts/panel.tsx";
import { CheckBox } from "../parts/check-box.tsx";
import { RunNotes } from "./run-notes.tsx";
import { SeriesPanel } from "./series-panel.tsx";

/** All figures. */
export const MetricsView = ({
  tables,
  notes,
}: {
  readonly tables: LiveTables;
  /** Of the report, when this is one. */
  readonly notes: readonly string[];
}) => (
  <div class="metrics">
    <div class="view">
      <MetricPanel tables={tables} />
      <SeriesPanel series={tables.series} leftOut={tables.seriesLeftOut ?? 0} />
    </div>
    <RunNotes tables={tables} notes={notes} />
  </div>
);

const MetricPanel = ({ tables }: { readonly tables: LiveTables }) => {
  const [isFull, setFull] = useState(false);
  const [isExplained, setExplained] = useState(false);
  const [chosen, setChosen] = useState("all");
  const sets = metricSets(tables);
  const set = sets.find(({ key }) => key === chosen) ?? sets[0];
  if (set === undefined) return null;
  const choice: MetricTableChoice = { isFull, isExplained, path: set.path };
  return (
    <Panel
      title="Metrics"
      actions={
        <>
          <label class="field">
            Show{" "}
            <select
              value={set.key}
              onChange={({ currentTarget }) => setChosen(currentTarget.value)}
            >
              {sets.map(({ key, title }) => (
                <option key={key} value={key}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          <CheckBox title="All percentiles" isOn={isFull} onChange={setFull} />
          <CheckBox title="Explain" isOn={isExplained} onChange={setExplained} />
        </>
      }
    >
      <DataTable
        caption={`Distributions, ${set.title.toLowerCase()}`}
        columns={metricColumns(isFull)}
        rows={distributionRows(set.metrics, choice)}
        empty={set.empty}
      />
      <DataTable
        caption={`Rates and shares, ${set.title.toLowerCase()}`}
        columns={valueColumns}
        isNarrow
        rows={valueRows(set.metrics, choice)}
        empty={set.empty}
      />
    </Panel>
  );
};
