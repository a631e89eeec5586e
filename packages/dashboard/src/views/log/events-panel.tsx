// What happened to the run, moment by moment.
import type { Mark } from "../../model/run-picture.ts";
import { eventColumns, eventRows } from "../../model/tables/event-rows.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Panel } from "../parts/panel.tsx";

/** The events of the run. */
export const EventsPanel = ({ marks }: { readonly marks: readonly Mark[] }) => (
  <Panel title="Events">
    <DataTable
      caption="What happened to the run"
      columns={eventColumns}
      rows={eventRows(marks)}
      isCaptionUnseen
      empty="Nothing has happened yet."
    />
  </Panel>
);
