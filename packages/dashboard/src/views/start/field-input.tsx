// The control of one field, by the kind of its value.
import type { FormField } from "@gadfly/shared/options/describe/start-form";
import { controlOf, type FieldControl } from "../../model/form/field-control.ts";

/** What a control takes. */
export interface FieldInputProps {
  readonly field: FormField;
  readonly id: string;
  readonly text: string;
  readonly placeholder: string;
  readonly isWrong: boolean;
  readonly describedBy: string;
  readonly onType: (text: string) => void;
  /** The field is left. */
  readonly onSettle: () => void;
}

const inputModes: Partial<Record<FieldControl, "numeric" | "decimal" | "url">> = {
  "whole number": "numeric",
  number: "decimal",
  words: "url",
};

// Enter makes a line there, so that Ctrl+Enter starts.
const submitWithControl = (event: KeyboardEvent): void => {
  const { currentTarget, key, ctrlKey, metaKey } = event;
  if (key !== "Enter" || !(ctrlKey || metaKey)) return;
  if (currentTarget instanceof HTMLTextAreaElement) currentTarget.form?.requestSubmit();
};

const choicesFor = ({ choices }: FormField): readonly string[] =>
  choices.length > 0 ? choices : ["on", "off"];

/** A control. */
export const FieldInput = (props: FieldInputProps) => {
  const { field, id, text, placeholder, isWrong, describedBy, onType, onSettle } = props;
  const control = controlOf(field);
  const shared = {
    id,
    name: field.name,
    "aria-invalid": isWrong,
    "aria-describedby": describedBy,
    onBlur: onSettle,
  };
  if (control === "choice" || control === "switch")
    return (
      <select {...shared} value={text} onChange={(event) => onType(event.currentTarget.value)}>
        <option value="">default: {field.defaultText ?? "none"}</option>
        {choicesFor(field).map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    );
  if (control === "lines" || control === "text")
    return (
      <textarea
        {...shared}
        rows={2}
        value={text}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onType(event.currentTarget.value)}
        onKeyDown={submitWithControl}
      />
    );
  const line = {
    ...shared,
    value: text,
    placeholder,
    autocapitalize: "off",
    spellcheck: false,
    onInput: (event: { currentTarget: HTMLInputElement }) => onType(event.currentTarget.value),
  } as const;
  return control === "password" ? (
    <input {...line} type="password" autocomplete="new-password" />
  ) : (
    <input {...line} type="text" inputMode={inputModes[control] ?? "text"} autocomplete="off" />
  );
};
