// What can be done to the run that the page shows.
import type { RunPicture } from "../../model/run-picture.ts";

/** Buttons and the form that change the run. */
export const RunControls = (_props: { readonly picture: RunPicture }) => (
  <section aria-label="Run" />
);
