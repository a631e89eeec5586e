// One metric, split by its labels.
import type { SeriesRow } from "@gadfly/shared/result/result-rows";
import { useState } from "preact/hooks";
import {
  type LabelChoice,
  labelChoices,
  seriesColumns,
  seriesMetrics,
  seriesRows,
} from "../../model/tables/series-rows.ts";
import { CheckBox } from "../parts/check-box.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Panel } from "../parts/panel.tsx";

/** What the panel is made of. */
export interface SeriesPanelProps {
  readonly series: readonly SeriesRow[];
  /** Series that only the result has. */
  readonly leftOut: number;
}

/** The table of series, with what chooses among them. */
export const SeriesPanel = ({ series, leftOut }: SeriesPanelProps) => {
  const [wanted, setWanted] = useState("ttft");
  const [labels, setLabels] = useState<Readonly<Record<string, string>>>({});
  const [text, setText] = useState("");
  const [isFull, setFull] = useState(false);
  const choices = labelChoices(series);
  const metrics = seriesMetrics(series);
  const chosen = metrics.find(({ name }) => name === wanted) ?? metrics[0];
  const metric = chosen?.name ?? wanted;
  return (
    <Panel
      title="By series"
      actions={
        <>
          <label class="field">
            Metric{" "}
            <select value={metric} onChange={({ currentTarget }) => setWanted(currentTarget.value)}>
              {metrics.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          {choices.map((choice) => (
            <LabelField
              key={choice.label}
              choice={choice}
              value={labels[choice.label] ?? ""}
              onChange={(value) => setLabels({ ...labels, [choice.label]: value })}
            />
          ))}
          <label class="field">
            Filter{" "}
            <input
              type="search"
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          </label>
          <CheckBox title="All percentiles" isOn={isFull} onChange={setFull} />
        </>
      }
    >
      <DataTable
        caption={`${chosen?.title ?? "Metric"} by series`}
        columns={seriesColumns(choices, isFull)}
        rows={seriesRows(series, choices, { metric, labels, text, isCut: leftOut > 0 })}
        isCaptionUnseen
        empty={series.length === 0 ? "No request has ended yet." : "No series matches."}
      />
      {leftOut > 0 && (
        <p class="quiet small">
          These are the busiest series; {leftOut} more are in the result (Files).
        </p>
      )}
    </Panel>
  );
};

interface LabelFieldProps {
  readonly choice: LabelChoice;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const LabelField = ({ choice: { label, values }, value, onChange }: LabelFieldProps) =>
  values.length < 2 ? null : (
    <label class="field">
      {label}{" "}
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        <option value="">any</option>
        {values.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
