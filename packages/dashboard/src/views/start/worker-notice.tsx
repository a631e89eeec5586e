// Who will do the work: what is there, and how to add to it.
import type { RunStatus } from "@gadfly/shared/web/run-status";
import { describeWorkers, missingWorkers, workerCommand } from "../../model/form/start-notice.ts";

/** Where the run would be, and where workers connect. */
export interface WorkerNoticeProps {
  readonly status: RunStatus;
  readonly workersPort: number | null;
}

/** A sentence about the workers. */
export const WorkerNotice = ({ status, workersPort }: WorkerNoticeProps) => {
  const missing = missingWorkers(status);
  if (missing === null) return <p class="quiet small">{describeWorkers(status)}</p>;
  const command = workerCommand(location.hostname, workersPort);
  return (
    <p class="notice">
      {missing}
      {command !== null && (
        <>
          {" "}
          Start one with <code>{command}</code>.
        </>
      )}
    </p>
  );
};
