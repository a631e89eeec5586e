// Which fields stand on top, and which in which group; what a word typed into the filter leaves.
import type { FormField, StartForm } from "@gadfly/shared/options/describe/start-form";
import { type Draft, isChanged } from "./draft.ts";
import { fieldTitle } from "./field-titles.ts";

const everyday = [
  "host",
  "model",
  "users",
  "spawn-rate",
  "run-time",
  "prompt-tokens",
  "max-tokens",
  "api-key",
] as const;

const everydayNames: ReadonlySet<string> = new Set(everyday);

/** Fields under one heading. */
export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly FormField[];
  /** How many of them somebody changed or the program was started with. */
  readonly changed: number;
  readonly given: number;
}

/** The fields that nearly every run needs, in the order of thought. */
export const everydayFields = (form: StartForm): readonly FormField[] =>
  everyday.flatMap((name) => form.fields.find((field) => field.name === name) ?? []);

const titles: Readonly<Record<string, string>> = {
  Target: "Connection",
  Load: "Load in detail",
  Request: "Requests",
  Timeouts: "Timeouts",
};

const matches = ({ name, alias, description, group }: FormField, words: string[]): boolean => {
  const text =
    `${fieldTitle(name)} --${name} -${alias ?? ""} ${group} ${description}`.toLowerCase();
  return words.every((word) => text.includes(word));
};

/** All other fields in their groups; those without a match are left out. */
export const fieldGroups = (
  form: StartForm,
  draft: Draft,
  filter: string,
): readonly FieldGroup[] => {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const rest = form.fields.filter(({ name }) => !everydayNames.has(name));
  return form.groups
    .map((group) => {
      const own = rest.filter((field) => field.group === group);
      return {
        title: titles[group] ?? group,
        fields: own.filter((field) => matches(field, words)),
        changed: own.filter((field) => isChanged(field, draft)).length,
        given: own.filter((field) => field.isGiven).length,
      };
    })
    .filter(({ fields }) => fields.length > 0);
};

/** How many fields stand below the everyday ones. */
export const countRest = (form: StartForm): number =>
  form.fields.length - everydayFields(form).length;

/** The fields from top to bottom. */
export const inPageOrder = (form: StartForm): readonly FormField[] => [
  ...everydayFields(form),
  ...fieldGroups(form, {}, "").flatMap(({ fields }) => fields),
];
