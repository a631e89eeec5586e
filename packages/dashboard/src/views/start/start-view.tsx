// The form from which a run is started.
import type { RunStore } from "../../model/run-store.ts";

/** The start form. */
export const StartView = (_props: { readonly store: RunStore }) => (
  <section>
    <h2>Start a run</h2>
  </section>
);
