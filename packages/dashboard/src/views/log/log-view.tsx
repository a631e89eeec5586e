// The events of the run and the master's log.
import type { RunPicture } from "../../model/run-picture.ts";
import { EventsPanel } from "./events-panel.tsx";
import { LogPanel } from "./log-panel.tsx";

/** Events and log. */
export const LogView = ({ picture }: { readonly picture: RunPicture }) => (
  <div class="columns">
    <EventsPanel marks={picture.marks} />
    <LogPanel lines={picture.log} isReport={picture.connection === "report"} />
  </div>
);
