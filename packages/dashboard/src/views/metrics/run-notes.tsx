// What is to be said of the run besides its figures.
import type { LiveTables } from "@gadfly/shared/web/feed-message";
import {
  findingColumns,
  findingRows,
  sloColumns,
  sloRows,
  warningColumns,
  warningRows,
} from "../../model/tables/finding-rows.ts";
import { sourceNotes } from "../../model/tables/source-notes.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Panel } from "../parts/panel.tsx";

/** Objectives, warnings, findings and notes. */
export const RunNotes = ({
  tables,
  notes,
}: {
  readonly tables: LiveTables;
  readonly notes: readonly string[];
}) => (
  <Panel title="Objectives, warnings and notes">
    {tables.slo.length > 0 && (
      <DataTable caption="Objectives" columns={sloColumns} rows={sloRows(tables)} empty="" />
    )}
    <DataTable
      caption="Warnings"
      columns={warningColumns}
      rows={warningRows(tables)}
      empty="Nothing odd was seen."
    />
    <DataTable
      caption="Found before the load"
      columns={findingColumns}
      rows={findingRows(tables)}
      empty="Preflight found nothing worth saying."
    />
    <ul class="notes">
      {[...sourceNotes(tables), ...notes].map((note) => (
        <li key={note}>
          <bdi>{note}</bdi>
        </li>
      ))}
    </ul>
  </Panel>
);
