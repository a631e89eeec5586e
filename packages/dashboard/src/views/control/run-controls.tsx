// What can be done to the run that the page shows. The report shows a run and steers none.
import { stageOf } from "../../model/form/run-stage.ts";
import type { RunPicture } from "../../model/run-picture.ts";
import { LoadForm } from "./load-form.tsx";
import { NewRunButton } from "./new-run-button.tsx";
import { ResetButton } from "./reset-button.tsx";
import { StopButton } from "./stop-button.tsx";

interface PictureProps {
  readonly picture: RunPicture;
}

/** Buttons and the form that change the run, side by side. */
export const RunControls = ({ picture }: PictureProps) => {
  const stage = stageWithControls(picture);
  if (stage === null) return null;
  return (
    <section class="run-controls" aria-label="Run">
      <LoadParts picture={picture} />
      {stage !== "over" && <StopButton key={`stop ${picture.runId ?? ""}`} stage={stage} />}
    </section>
  );
};

/** Stop alone, for a small window: it must be in reach wherever the view is scrolled to. */
export const StopControl = ({ picture }: PictureProps) => {
  const stage = stageWithControls(picture);
  if (stage === null || stage === "over") return null;
  return (
    <section class="run-controls" aria-label="Run">
      <StopButton key={`stop ${picture.runId ?? ""}`} stage={stage} />
    </section>
  );
};

/** All but Stop, for a small window. */
export const LoadControls = ({ picture }: PictureProps) => {
  const stage = stageWithControls(picture);
  if (stage !== "loading" && stage !== "over") return null;
  return (
    <section class="run-controls" aria-label={stage === "over" ? "Run" : "Load"}>
      <LoadParts picture={picture} />
    </section>
  );
};

const LoadParts = ({ picture }: PictureProps) => {
  const { status, runId } = picture;
  const stage = stageWithControls(picture);
  if (status === null) return null;
  return (
    <>
      {stage === "loading" && <LoadForm key={`load ${runId ?? ""}`} status={status} />}
      {stage === "loading" && <ResetButton key={`reset ${runId ?? ""}`} />}
      {stage === "over" && <NewRunButton key={`new ${runId ?? ""}`} status={status} />}
    </>
  );
};

const stageWithControls = ({ connection, status }: RunPicture) => {
  if (connection === "report" || connection === "closed" || status === null) return null;
  const stage = stageOf(status.state);
  return stage === "none" ? null : stage;
};
