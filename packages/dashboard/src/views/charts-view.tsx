// The charts of a run.
import type { RunPicture } from "../model/run-picture.ts";

/** Everything over time. */
export const ChartsView = ({ picture }: { readonly picture: RunPicture }) => (
  <p class="quiet">{picture.steps.length === 0 ? "Nothing was measured yet." : ""}</p>
);
