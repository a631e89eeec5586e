// Begins the metrics anew, after a question in place.
import { useEffect, useRef, useState } from "preact/hooks";
import { resetStats } from "../../feed/api-client.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "./action-problems.tsx";
import { useAction } from "./use-action.ts";
import { useSettled } from "./use-settled.ts";

type Step = "rest" | "asking" | "done";

const useFocusOn = (isWanted: boolean) => {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (isWanted) place.current?.querySelector("button")?.focus();
  }, [isWanted]);
  return place;
};

/** Reset statistics. */
export const ResetButton = () => {
  const action = useAction();
  const [step, setStep] = useState<Step>("rest");
  const question = useFocusOn(step === "asking");
  const rest = useFocusOn(step === "done");
  const isSettled = useSettled(step);
  const reset = (): void => {
    if (isSettled) void action.run(resetStats, () => setStep("done"));
  };
  // The question hangs below its button: nothing in the row moves away from under the pointer.
  return (
    <span class="control" ref={rest}>
      <Button
        aria-expanded={step === "asking"}
        onClick={() => {
          action.forget();
          setStep(step === "asking" ? "done" : "asking");
        }}
      >
        Reset statistics
      </Button>
      {step === "asking" && (
        <span
          class="question"
          role="group"
          aria-label="Reset the statistics?"
          ref={question}
          onKeyDown={({ key }) => {
            if (key === "Escape") setStep("done");
          }}
        >
          <span class="small">Metrics begin anew; the ledger keeps counting.</span>
          <Button kind="danger" aria-disabled={!isSettled || action.isBusy} onClick={reset}>
            Yes, reset
          </Button>
          <Button onClick={() => setStep("done")}>Keep them</Button>
          {action.problems.length > 0 && (
            <span class="question-problems" role="alert">
              {problemText(action.problems)}
            </span>
          )}
        </span>
      )}
    </span>
  );
};
