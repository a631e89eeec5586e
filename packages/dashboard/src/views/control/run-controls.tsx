// What can be done to the run that the page shows. The report shows a run and steers none.
import type { RunPicture } from "../../model/run-picture.ts";
import { stageOf } from "../../model/form/run-stage.ts";
import { LoadForm } from "./load-form.tsx";
import { NewRunButton } from "./new-run-button.tsx";
import { ResetButton } from "./reset-button.tsx";
import { StopButton } from "./stop-button.tsx";

/** Buttons and the form that change the run. */
export const RunControls = ({ picture }: { readonly picture: RunPicture }) => {
  const { connection, status, runId } = picture;
  if (connection === "report" || connection === "closed" || status === null) return null;
  const stage = stageOf(status.state);
  if (stage === "none") return null;
  return (
    <section class="run-controls" aria-label="Run">
      {stage === "loading" && <LoadForm key={`load ${runId ?? ""}`} status={status} />}
      {stage === "loading" && <ResetButton key={`reset ${runId ?? ""}`} />}
      {stage === "over" ? (
        <NewRunButton key={`new ${runId ?? ""}`} status={status} />
      ) : (
        <StopButton key={`stop ${runId ?? ""}`} stage={stage} />
      )}
    </section>
  );
};
