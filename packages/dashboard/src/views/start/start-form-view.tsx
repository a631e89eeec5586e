// The form itself, drawn from the schema of the options.
import type { StartForm } from "@gadfly/shared/options/describe/start-form";
import type { RunStatus } from "@gadfly/shared/web/run-status";
import { useRef } from "preact/hooks";
import { everydayFields } from "../../model/form/form-layout.ts";
import { useFocusHeir } from "../use-focus-heir.ts";
import { EquivalentCommand } from "./equivalent-command.tsx";
import { OptionField } from "./option-field.tsx";
import { OptionGroups } from "./option-groups.tsx";
import { PresetBar } from "./preset-bar.tsx";
import { ProblemList } from "./problem-list.tsx";
import { StartBar } from "./start-bar.tsx";
import { useStartForm } from "./use-start-form.ts";
import { WorkerNotice } from "./worker-notice.tsx";

/** What the form needs. */
export interface StartFormViewProps {
  readonly form: StartForm;
  readonly status: RunStatus;
  readonly onStarted: () => void;
}

/** The form. */
export const StartFormView = ({ form, status, onStarted }: StartFormViewProps) => {
  const place = useRef<HTMLFormElement>(null);
  useFocusHeir(place);
  const state = useStartForm(form, onStarted);
  const { edit, check, outcome } = state;
  const submit = (event: Event): void => {
    event.preventDefault();
    if (status.canStart) state.start();
  };
  return (
    <form ref={place} class="start-form" aria-labelledby="start-title" noValidate onSubmit={submit}>
      <h2 id="start-title">Start a run</h2>
      {form.fields.some(({ isGiven }) => isGiven) && (
        <p class="quiet small">
          Values marked “set at the start” are those of the command line or config file that this
          program was started with. Change here what this run should do otherwise.
        </p>
      )}
      <WorkerNotice status={status} form={form} />
      <PresetBar form={form} draft={edit.draft} onChoose={state.choose} />
      <fieldset>
        <legend class="unseen">Everyday options</legend>
        <div class="option-grid">
          {everydayFields(form).map((field) => (
            <OptionField key={field.name} field={field} edit={edit} />
          ))}
        </div>
      </fieldset>
      <EquivalentCommand {...check} />
      <OptionGroups form={form} edit={edit} filter={state.filter} onFilter={state.setFilter} />
      <div class="start-foot">
        <ProblemList problems={outcome.kind === "refused" ? outcome.problems : []} />
        <StartBar form={form} status={status} state={state} />
      </div>
    </form>
  );
};
