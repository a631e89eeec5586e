// Asks the master, which has the schema, whether it would take the draft; a moment after the last key.
import type { StartForm } from "@gadfly/shared/options/describe/start-form";
import type { WebProblem } from "@gadfly/shared/web/web-problem";
import { useEffect, useState } from "preact/hooks";
import { checkStart } from "../../feed/api-client.ts";
import { type Draft, toRequest } from "../../model/form/draft.ts";

const pauseMs = 250;

/** What the master says of the draft. */
export interface DraftCheck {
  /** null: it would not be taken, or nothing was said yet. */
  readonly commandLine: string | null;
  readonly notes: readonly string[];
  readonly problems: readonly WebProblem[];
}

const nothingSaid: DraftCheck = { commandLine: null, notes: [], problems: [] };

/** The newest answer; a late one about an older draft is dropped. */
export const useCheckedDraft = (form: StartForm, draft: Draft): DraftCheck => {
  const [check, setCheck] = useState(nothingSaid);
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      void checkStart(toRequest(form.fields, draft)).then((answer) => {
        if (!isCurrent) return;
        setCheck(answer.ok ? answer.value : { ...nothingSaid, problems: answer.error });
      });
    }, pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [form, draft]);
  return check;
};
