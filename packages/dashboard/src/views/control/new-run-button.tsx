// Clears a run that is over, for the form of the next.
import { useRef } from "preact/hooks";
import { clearRun } from "../../feed/api-client.ts";
import { whyNoStart } from "../../model/form/start-notice.ts";
import type { RunStatus } from "@gadfly/shared/web/run-status";
import { Button } from "../parts/button.tsx";
import { useFocusHeir } from "../use-focus-heir.ts";
import { ActionProblems } from "./action-problems.tsx";
import { useAction } from "./use-action.ts";
import { useSettled } from "./use-settled.ts";

/** New run. */
export const NewRunButton = ({ status }: { readonly status: RunStatus }) => {
  const place = useRef<HTMLSpanElement>(null);
  useFocusHeir(place);
  const action = useAction();
  const reason = whyNoStart(status);
  // It stands where Stop stood, which somebody may just have clicked twice.
  const isSettled = useSettled("stopped", 700, "running");
  const isReady = isSettled && !action.isBusy && reason === null;
  return (
    <span class="control" ref={place}>
      <Button
        kind="primary"
        aria-disabled={!isReady}
        aria-describedby="new-run-reason"
        onClick={() => {
          if (isReady) void action.run(clearRun);
        }}
      >
        New run
      </Button>
      <span class="small quiet" id="new-run-reason">
        {reason}
      </span>
      <ActionProblems problems={action.problems} />
    </span>
  );
};
