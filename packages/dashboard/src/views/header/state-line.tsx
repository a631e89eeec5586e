// Where the run stands, in words, and how much of its time is over.
import { runState } from "../../model/header/run-state.ts";
import type { RunPicture } from "../../model/run-picture.ts";
import { Badge } from "../parts/badge.tsx";

/** State, time and progress. */
export const StateLine = ({ picture }: { readonly picture: RunPicture }) => {
  const { words, tone, time, share } = runState(picture);
  return (
    <div class="state">
      <Badge tone={tone}>{words}</Badge>
      {time !== "" && <span class="state-time">{time}</span>}
      {time !== "" && share !== null && (
        <progress class="state-progress" max={1} value={share} aria-label="Time of the run" />
      )}
    </div>
  );
};
