// The workers of the run, those that wait, and how to add one.
import { workerCommands } from "../model/form/worker-commands.ts";
import { hasBlindColumn, workerColumns, workerRows } from "../model/tables/worker-rows.ts";
import { isGone } from "../model/header/trouble.ts";
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
          Loop delay and CPU say whether a worker kept up; the verdict judges by them.
          {hasBlindColumn(picture) &&
            " Blind from: what a lost worker did after that moment is not known."}
        </p>
      )}
    </Panel>
    {picture.connection !== "report" && !isGone(picture) && <AddWorker picture={picture} />}
  </>
);

const AddWorker = ({ picture }: { readonly picture: RunPicture }) => {
  const { form } = useFormDefinition(picture.connection);
  const commands = form === null ? null : workerCommands(location.hostname, form);
  if (commands === null) return null;
  const { here, elsewhere, masterNeeds, hasToken } = commands;
  return (
    <Panel title="Add a worker">
      <p>On the machine of the master, also while a run is under way:</p>
      <CopyLine name="Command on the master's machine" text={here} />
      {elsewhere === null ? (
        <p>
          Other machines are refused. To take their workers as well, start the master with{" "}
          <code>{masterNeeds}</code>; it then prints their command.
        </p>
      ) : (
        <>
          <p>On another machine that reaches this one and the target:</p>
          <CopyLine name="Command on another machine" text={elsewhere} />
        </>
      )}
      {hasToken && (
        <p class="quiet small">
          TOKEN is that of the master (--token, --token-file); one that it made itself (auto) stands
          in the command that it printed.
        </p>
      )}
    </Panel>
  );
};
