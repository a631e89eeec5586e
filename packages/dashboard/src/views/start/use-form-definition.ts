// Fetches the form once, and again when it could not be had or the master is back.
import type { StartForm } from "@gadfly/shared/options/describe/start-form";
import type { WebProblem } from "@gadfly/shared/web/web-problem";
import { useEffect, useState } from "preact/hooks";
import { readForm } from "../../feed/api-client.ts";
import type { Connection } from "../../model/run-picture.ts";

/** The form, or why there is none yet. */
export interface FormDefinition {
  readonly form: StartForm | null;
  readonly problems: readonly WebProblem[];
  readonly retry: () => void;
}

/** The form as the master describes it. */
export const useFormDefinition = (connection: Connection): FormDefinition => {
  const [form, setForm] = useState<StartForm | null>(null);
  const [problems, setProblems] = useState<readonly WebProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (connection === "report") return undefined;
    let isCurrent = true;
    void readForm().then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setForm(answer.value);
      setProblems(answer.ok ? [] : answer.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [connection, attempt]);
  return { form, problems, retry: () => setAttempt(attempt + 1) };
};
