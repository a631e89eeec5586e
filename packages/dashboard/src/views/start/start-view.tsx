// Where a run is started, or why it cannot be yet.
import type { RunStore } from "../../model/run-store.ts";
import { Button } from "../parts/button.tsx";
import { usePicture } from "../use-picture.ts";
import { ProblemList } from "./problem-list.tsx";
import { StartFormView } from "./start-form-view.tsx";
import { useFormDefinition } from "./use-form-definition.ts";

/** What the form needs. */
export interface StartViewProps {
  readonly store: RunStore;
  readonly onStarted: () => void;
}

/** The start form. */
export const StartView = ({ store, onStarted }: StartViewProps) => {
  const { connection, status } = usePicture(store);
  const { form, problems, retry } = useFormDefinition(connection);
  if (connection === "report") return null;
  return (
    <section class="start panel">
      {form !== null && status !== null ? (
        <StartFormView key={form.programId} form={form} status={status} onStarted={onStarted} />
      ) : (
        <>
          <h2>Start a run</h2>
          <ProblemList problems={problems} />
          {problems.length > 0 ? (
            <Button onClick={retry}>Try again</Button>
          ) : (
            <p class="quiet">Asking the master …</p>
          )}
        </>
      )}
    </section>
  );
};
