// Who will do the work: what is there, and how to add to it.
import type { RunStatus } from "@gadfly/shared/web/run-status";
import type { StartForm } from "@gadfly/shared/options/describe/start-form";
import { describeWorkers, missingWorkers } from "../../model/form/start-notice.ts";
import { workerCommands } from "../../model/form/worker-commands.ts";

/** Where the run would be, and where workers connect. */
export interface WorkerNoticeProps {
  readonly status: RunStatus;
  readonly form: StartForm;
}

/** A sentence about the workers. */
export const WorkerNotice = ({ status, form }: WorkerNoticeProps) => {
  const missing = missingWorkers(status);
  if (missing === null) return <p class="quiet small">{describeWorkers(status)}</p>;
  const commands = workerCommands(location.hostname, form);
  return (
    <p class="notice">
      {missing}
      {commands !== null && (
        <>
          {" "}
          Start one on the machine of the master with <code>{commands.here}</code>; for other
          machines see “Add a worker”.
        </>
      )}
    </p>
  );
};
