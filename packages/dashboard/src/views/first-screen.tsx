// What is there before a run: the form that starts one, who would do the work, what the master says.
import type { RunPicture } from "../model/run-picture.ts";
import type { RunStore } from "../model/run-store.ts";
import { LogPanel } from "./log/log-panel.tsx";
import { StartView } from "./start/start-view.tsx";
import { WorkersView } from "./workers-view.tsx";

/** The page without a run. */
export const FirstScreen = ({
  picture,
  store,
  onStarted,
}: {
  readonly picture: RunPicture;
  readonly store: RunStore;
  /** A run was started from this page. */
  readonly onStarted: () => void;
}) => {
  const { connection, status } = picture;
  if (connection === "report")
    return <p class="quiet">{picture.problem === null ? "Reading the report …" : ""}</p>;
  if (status === null)
    return <p class="quiet">Waiting for the master to say where the run stands.</p>;
  return (
    <div class={status.state === "idle" ? "first" : "view"}>
      {status.state === "idle" && <StartView store={store} onStarted={onStarted} />}
      {status.state !== "idle" && (
        <p class="quiet">The figures come with the first second of the load.</p>
      )}
      <div class="view">
        <WorkersView picture={picture} />
        <LogPanel lines={picture.log} isReport={false} />
      </div>
    </div>
  );
};
