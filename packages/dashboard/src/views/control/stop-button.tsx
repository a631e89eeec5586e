// Stops the run in order; pressed again, at once.
import { useRef, useState } from "preact/hooks";
import { stopRun } from "../../feed/api-client.ts";
import type { Stage } from "../../model/form/run-stage.ts";
import { Button } from "../parts/button.tsx";
import { useFocusHeir } from "../use-focus-heir.ts";
import { ActionProblems } from "./action-problems.tsx";
import { useAction } from "./use-action.ts";
import { useSettled } from "./use-settled.ts";

/** Stop, then Stop now. */
export const StopButton = ({ stage }: { readonly stage: Stage }) => {
  const place = useRef<HTMLSpanElement>(null);
  useFocusHeir(place);
  const action = useAction();
  const [wasPressed, setPressed] = useState(false);
  const isSecond = wasPressed || stage === "stopping";
  const isSettled = useSettled(String(isSecond));
  const isReady = isSettled && !action.isBusy && stage !== "ending";
  const press = (): void => {
    if (isReady) void action.run(stopRun, () => setPressed(true));
  };
  return (
    <span class="control" ref={place}>
      <Button
        kind="danger"
        aria-disabled={!isReady}
        title={
          isSecond
            ? "Cancel the requests that still run"
            : "Start no more requests and wait for those that run, up to --stop-timeout"
        }
        onClick={press}
      >
        {isSecond ? "Stop now" : "Stop"}
      </Button>
      <ActionProblems problems={action.problems} />
    </span>
  );
};
