// Failures by kind and message.
import type { LiveTables } from "@gadfly/shared/web/feed-message";
import { errorColumns, errorRows } from "../model/tables/error-rows.ts";
import { copiedErrors } from "../model/tables/copied-errors.ts";
import { CopyButton } from "./parts/copy-button.tsx";
import { DataTable } from "./parts/data-table.tsx";
import { Panel } from "./parts/panel.tsx";

/** The errors of the run. */
export const ErrorsView = ({ tables }: { readonly tables: LiveTables }) => (
  <Panel
    title="Errors"
    actions={
      tables.errors.length > 0 && (
        <CopyButton title="Copy as text" text={() => copiedErrors(tables.errors)} />
      )
    }
  >
    <DataTable
      caption="Failed requests by kind and message"
      columns={errorColumns}
      rows={errorRows(tables)}
      isCaptionUnseen
      empty="No request has failed."
    />
    <p class="quiet small">
      A message holds the first bytes of a bad answer. Cancelled requests are no failures; the
      ledger counts them apart.
    </p>
  </Panel>
);
