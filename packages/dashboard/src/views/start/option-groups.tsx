// All options that are not among the everyday ones, in groups that fold, with a filter.
import type { StartForm } from "@gadfly/shared/options/describe/start-form";
import { countRest, type FieldGroup, fieldGroups } from "../../model/form/form-layout.ts";
import { Badge } from "../parts/badge.tsx";
import type { FormEdit } from "./form-edit.ts";
import { OptionField } from "./option-field.tsx";

/** What the groups need. */
export interface OptionGroupsProps {
  readonly form: StartForm;
  readonly edit: FormEdit;
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
}

interface GroupProps {
  readonly group: FieldGroup;
  readonly edit: FormEdit;
  readonly isForcedOpen: boolean;
}

const OptionGroup = ({ group, edit, isForcedOpen }: GroupProps) => (
  <details class="option-group" open={isForcedOpen || undefined}>
    <summary>
      <h3>{group.title}</h3>
      <span class="quiet small">{group.fields.length}</span>
      {group.given > 0 && <Badge tone="quiet">{`${String(group.given)} set at the start`}</Badge>}
      {group.changed > 0 && <Badge tone="warn">{`${String(group.changed)} set here`}</Badge>}
    </summary>
    <fieldset>
      <legend class="unseen">{group.title}</legend>
      <div class="option-grid">
        {group.fields.map((field) => (
          <OptionField key={field.name} field={field} edit={edit} />
        ))}
      </div>
    </fieldset>
  </details>
);

/** The groups. */
export const OptionGroups = ({ form, edit, filter, onFilter }: OptionGroupsProps) => {
  const groups = fieldGroups(form, edit.draft, filter);
  return (
    <section class="option-groups" aria-labelledby="all-options">
      <div class="option-groups-head">
        <h3 id="all-options">{`All other options (${String(countRest(form))})`}</h3>
        <input
          type="search"
          aria-label="Filter the options"
          placeholder="Filter by name or words"
          value={filter}
          onInput={(event) => onFilter(event.currentTarget.value)}
          onKeyDown={keepFromStarting}
        />
      </div>
      <p class="unseen" role="status">
        {filter === "" ? "" : `${String(groups.length)} groups match`}
      </p>
      {groups.length === 0 && <p class="quiet">No option has these words.</p>}
      {groups.map((group) => (
        <OptionGroup
          key={group.title}
          group={group}
          edit={edit}
          isForcedOpen={filter.trim() !== ""}
        />
      ))}
    </section>
  );
};

// Who filters is not done yet.
const keepFromStarting = (event: KeyboardEvent): void => {
  if (event.key === "Enter") event.preventDefault();
};
