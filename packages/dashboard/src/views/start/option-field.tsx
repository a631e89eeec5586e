// One option in the form: its name, its control, what it does, and what is wrong with it.
import type { FormField } from "@gadfly/shared/options/describe/start-form";
import { hasHiddenValue, isChanged, isTakenBack, textIn } from "../../model/form/draft.ts";
import { fieldTitle } from "../../model/form/field-titles.ts";
import { describeField, helpOf, placeholderOf } from "../../model/form/field-words.ts";
import { problemWords } from "../../model/form/problem-words.ts";
import { Badge } from "../parts/badge.tsx";
import { FieldInput } from "./field-input.tsx";
import type { FormEdit } from "./form-edit.ts";

/** Which field, and the form that it is part of. */
export interface OptionFieldProps {
  readonly field: FormField;
  readonly edit: FormEdit;
}

const FieldMark = ({ field, edit: { draft } }: OptionFieldProps) => {
  if (isTakenBack(field, draft)) return <Badge tone="warn">default again</Badge>;
  if (isChanged(field, draft)) return <Badge tone="warn">set here</Badge>;
  return field.isGiven ? <Badge tone="quiet">set at the start</Badge> : null;
};

const FieldReset = ({ field, edit }: OptionFieldProps) => {
  const { name } = field;
  if (isChanged(field, edit.draft))
    return (
      <button
        class="link-button"
        type="button"
        aria-label={`Undo ${fieldTitle(name)}`}
        onClick={() => edit.putBack(name)}
      >
        Undo
      </button>
    );
  if (!field.isGiven) return null;
  return (
    <button
      class="link-button"
      type="button"
      aria-label={`${hasHiddenValue(field) ? "Leave out" : "Use the default of"} ${fieldTitle(name)}`}
      onClick={() => edit.takeBack(name)}
    >
      {hasHiddenValue(field) ? "Leave out" : "Default"}
    </button>
  );
};

/** An option. */
export const OptionField = ({ field, edit }: OptionFieldProps) => {
  const id = `option-${field.name}`;
  const problems = edit.problemsOf(field.name);
  const isWrong = problems.length > 0;
  return (
    <div class="option">
      <div class="option-head">
        <label for={id}>
          {fieldTitle(field.name)}{" "}
          <span class="option-flag">
            --{field.name}
            {field.alias !== null && ` -${field.alias}`}
          </span>
        </label>
        <FieldMark field={field} edit={edit} />
        <FieldReset field={field} edit={edit} />
      </div>
      <FieldInput
        field={field}
        id={id}
        text={textIn(field, edit.draft)}
        placeholder={placeholderOf(field, edit.draft)}
        isWrong={isWrong}
        describedBy={isWrong ? `${id}-problem ${id}-help` : `${id}-help`}
        onType={(text) => edit.type(field, text)}
        onSettle={() => edit.settle(field.name)}
      />
      {isWrong && (
        <p class="option-problem" id={`${id}-problem`}>
          {problems.map((problem) => problemWords(field, problem)).join(" ")}
        </p>
      )}
      <p class="option-help" id={`${id}-help`}>
        {helpOf(field)} <span class="option-facts">{describeField(field)}</span>
      </p>
    </div>
  );
};
