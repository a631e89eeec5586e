// One call of the API at a time: a second click while the first is under way does nothing.
import type { WebProblem } from "@gadfly/shared/web/web-problem";
import { useRef, useState } from "preact/hooks";
import type { ApiAnswer } from "../../feed/api-client.ts";

/** Something that a button does. */
export interface Action {
  readonly isBusy: boolean;
  /** Why it was not done; empty: it was, or nobody asked for it. */
  readonly problems: readonly WebProblem[];
  /** Calls, and then `done` if it was done. */
  readonly run: (act: () => Promise<ApiAnswer<unknown>>, done?: () => void) => Promise<void>;
  readonly forget: () => void;
}

/** The state of a button's call. */
export const useAction = (): Action => {
  const [isBusy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly WebProblem[]>([]);
  const underWay = useRef(false);
  const run: Action["run"] = async (act, done) => {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    const answer = await act();
    underWay.current = false;
    setBusy(false);
    setProblems(answer.ok ? [] : answer.error);
    if (answer.ok) done?.();
  };
  return { isBusy, problems, run, forget: () => setProblems([]) };
};
