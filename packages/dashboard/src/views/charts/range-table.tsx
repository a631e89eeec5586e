// Exact figures, and the failures, of the chosen range.
import type { ChosenRange } from "../../model/range/chosen-range.ts";
import {
  distributionRows,
  metricColumns,
  valueColumns,
  valueRows,
} from "../../model/tables/metric-rows.ts";
import { rangeErrorColumns, rangeErrorRows } from "../../model/tables/error-rows.ts";
import { DataTable } from "../parts/data-table.tsx";

const choice = { isFull: false, isExplained: false, path: "range." } as const;

/** Distributions, rates and failures of a range, from the histograms of its steps. */
export const RangeTable = ({ chosen }: { readonly chosen: ChosenRange }) => (
  <div class="range-tables">
    <DataTable
      caption="Distributions in the chosen range"
      columns={metricColumns(choice.isFull)}
      rows={distributionRows(chosen.statistics.metrics, choice)}
      empty="Nothing was measured in this range."
    />
    <DataTable
      caption="Rates in the chosen range"
      columns={valueColumns}
      rows={valueRows(chosen.statistics.metrics, choice)}
      empty="Nothing was counted in this range."
    />
    {chosen.statistics.errors.length > 0 && (
      <DataTable
        caption="Failures in the chosen range"
        columns={rangeErrorColumns}
        rows={rangeErrorRows(chosen.statistics)}
        empty=""
      />
    )}
  </div>
);
