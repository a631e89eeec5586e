// A number with a step up and a step down: two buttons, and the keys + and −.
import { useId } from "preact/hooks";
import { stepOfKey, stepText } from "../../model/form/load-wish.ts";

/** What a field needs. */
export interface LoadFieldProps {
  readonly label: string;
  /** Names of the two buttons. */
  readonly steps: readonly [less: string, more: string];
  readonly text: string;
  /** What may stand there; null: it is fine. */
  readonly problem: string | null;
  readonly onType: (text: string) => void;
}

/** A number. */
export const LoadField = ({ label, steps, text, problem, onType }: LoadFieldProps) => {
  const id = useId();
  const step = (direction: 1 | -1): void => onType(stepText(text, direction));
  const onKey = (event: KeyboardEvent): void => {
    const direction = stepOfKey(event.key);
    if (direction === null) return;
    event.preventDefault();
    step(direction);
  };
  return (
    <span class="load-field">
      <label for={id}>{label}</label>
      <span class="stepper">
        <button type="button" tabIndex={-1} aria-label={steps[0]} onClick={() => step(-1)}>
          −
        </button>
        <input
          id={id}
          inputMode="decimal"
          autocomplete="off"
          value={text}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-problem`}
          onInput={(event) => onType(event.currentTarget.value)}
          onKeyDown={onKey}
        />
        <button type="button" tabIndex={-1} aria-label={steps[1]} onClick={() => step(1)}>
          +
        </button>
      </span>
      <span class="load-problem" id={`${id}-problem`} role="status">
        {problem}
      </span>
    </span>
  );
};
