// The button that starts, what is about to be sent, and what came of it. It stays in sight.
import type { StartForm } from "@gadfly/shared/options/describe/start-form";
import type { RunStatus } from "@gadfly/shared/web/run-status";
import { describeChanges, describeOutcome, whyNoStart } from "../../model/form/start-notice.ts";
import { Button } from "../parts/button.tsx";
import type { StartFormState } from "./use-start-form.ts";

/** What the bar needs. */
export interface StartBarProps {
  readonly form: StartForm;
  readonly status: RunStatus;
  readonly state: StartFormState;
}

/** The bar. */
export const StartBar = ({ form, status, state }: StartBarProps) => {
  const reason = whyNoStart(status);
  const changes = describeChanges(form.fields, state.edit.draft, state.check.problems);
  return (
    <div class="start-bar">
      <Button
        kind="primary"
        type="submit"
        aria-disabled={reason !== null || state.outcome.kind === "starting"}
        aria-describedby="start-state"
      >
        Start
      </Button>
      <p class="small" id="start-state" role="status">
        {describeOutcome(state.outcome) ?? reason ?? changes}
      </p>
      {Object.keys(state.edit.draft).length > 0 && (
        <button class="link-button" type="button" onClick={state.putAllBack}>
          Undo all
        </button>
      )}
    </div>
  );
};
