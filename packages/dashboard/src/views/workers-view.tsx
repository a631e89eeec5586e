// The workers of the run, those that wait, and how to add one.
import { workerCommand } from "../model/form/start-notice.ts";
import { workerColumns, workerRows } from "../model/tables/worker-rows.ts";
import type { RunPicture } from "../model/run-picture.ts";
import { CopyLine } from "./parts/copy-line.tsx";
import { DataTable } from "./parts/data-table.tsx";
import { Panel } from "./parts/panel.tsx";
import { useFormDefinition } from "./start/use-form-definition.ts";

/** The workers. */
export const WorkersView = ({ picture }: { readonly picture: RunPicture }) => (
  <>
    <Panel title="Workers">
      <DataTable
        caption="Workers of the run, and workers that wait"
        columns={workerColumns(picture)}
        rows={workerRows(picture)}
        isCaptionUnseen
        empty="No worker has joined."
      />
      {picture.tables !== null && (
        <p class="quiet small">
          Loop delay and CPU say whether a worker kept up; the verdict judges by them. Blind from:
          what a lost worker did after that moment is not known.
        </p>
      )}
    </Panel>
    {picture.connection !== "report" && <AddWorker picture={picture} />}
  </>
);

const AddWorker = ({ picture }: { readonly picture: RunPicture }) => {
  const { form } = useFormDefinition(picture.connection);
  const command = form === null ? null : workerCommand(location.hostname, form.workersPort);
  if (command === null) return null;
  return (
    <Panel title="Add a worker">
      <p>
        Workers dial in, also while a run is under way. On a machine that reaches this one and the
        target:
      </p>
      <CopyLine name="Command of a worker" text={command} />
      <p class="quiet small">
        Without a token the master takes workers of its own machine alone; started with --token-file
        it takes those of other machines, with the same file.
      </p>
    </Panel>
  );
};
